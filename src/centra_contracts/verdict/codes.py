"""The permanent codes of everything that a verdict can say, listed once; a code is never reused.

Groups: CC1 the answer as a whole, CC2 values, CC3 fields and types, CC4 lists, CC5 schemas, CC6 state between steps,
CC7 deliveries, CC8 faults, CC9 not testable here.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["CODES"]

CODES: Mapping[str, str] = {
    "CC101": "The HTTP status is not the documented one.",
    "CC102": "The API refuses what it is documented to do.",
    "CC103": "The API does what it is documented to refuse.",
    "CC104": "The declared errors are not the documented ones.",
    "CC105": "A header of the answer is missing or different.",
    "CC106": "The server failed (status 500 or above) instead of answering.",
    "CC107": "An earlier answer lacked the value that a later step needs.",
    "CC201": "A value is not the documented one.",
    "CC202": "A value is one that it must not be.",
    "CC203": "A text does not have the documented form.",
    "CC204": "A value that must be there is not contained.",
    "CC205": "A value that must not be there is contained.",
    "CC206": "A permission is reported that nothing declares.",
    "CC207": "An obsolete permission is reported as a current one, or with another replacement than documented.",
    "CC301": "A documented field is missing.",
    "CC302": "A field is there that is documented as not available.",
    "CC303": "A field has another type than documented.",
    "CC304": "An answer does not fit its documented shape.",
    "CC305": "A property is there that the shape does not name.",
    "CC306": "A value has none of the documented forms.",
    "CC401": "A list has not the documented length.",
    "CC402": "An element of a list breaks what is documented for each.",
    "CC403": "A list is not in the documented order.",
    "CC404": "A list repeats a value that is documented as unique.",
    "CC405": "A list is empty, so that nothing can be said of its elements.",
    "CC501": "A documented member of the GraphQL schema is missing.",
    "CC502": "The GraphQL schema has a member that is documented as not available.",
    "CC503": "The schema cannot be read from the target.",
    "CC504": "A documented operation or element of the WSDL is missing.",
    "CC505": "The WSDL has an operation or element that is documented as not available.",
    "CC601": "A value changed that was to stay.",
    "CC602": "A value stayed, or changed otherwise, that was to change.",
    "CC701": "A webhook carries no signature that verifies.",
    "CC702": "A webhook was sent that is documented as not available.",
    "CC703": "A documented webhook did not arrive in time.",
    "CC801": "There was no connection.",
    "CC802": "There was no answer in time.",
    "CC803": "The answer broke the protocol.",
    "CC804": "The answer was larger than what is read.",
    "CC901": "The API is not configured for the target.",
    "CC902": "The effect of the clause is not granted.",
    "CC903": "A need could not be met on the target.",
    "CC904": "No operation to try it is documented.",
    "CC905": "Nothing listens for webhooks of the target, or there is no secret to verify them with.",
    "CC906": "The recording has no exchange for the steps as they are now.",
    "CC907": "The plan could not be said or judged, by a mistake in a contract or in centra-contracts.",
}

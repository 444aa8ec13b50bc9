"""Lies about tokens, permissions and the envelope of an answer.

Source: 05.api-references/05.graphql-integration-api/01.authorization.
"""

from __future__ import annotations

__all__ = ["ACCESS"]

ACCESS: dict[str, str] = {
    # tokens
    "graphql-needs-no-secret": "A request without a token is answered.",
    "graphql-wrong-secret-accepted": "Any token is taken for one with every permission.",
    "graphql-expired-token-accepted": "A token works after its expiry.",
    "graphql-revoked-token-accepted": "A token works after it was revoked.",
    "graphql-bearer-is-refused": "The Authorization header is not accepted.",
    "graphql-cookie-is-not-checked": "Any token in the cookie lets in.",
    "graphql-introspection-needs-no-token": "The schema is shown without a token.",
    "graphql-cookie-is-refused": "The cookie graphql-access is not accepted.",
    # which permissions are asked for
    "graphql-permissions-not-enforced": "A token may do what its permissions do not allow.",
    "graphql-query-permissions-ignored": "Queries need no permission, only what lies below them does.",
    "graphql-write-permissions-ignored": "Mutations need no write permission.",
    "graphql-relation-permissions-ignored": "A field that leads to another type needs no permission.",
    "graphql-attribute-permissions-ignored": "Custom attributes need no permission of their own.",
    "graphql-comment-permissions-ignored": "Comments need no permission of their own.",
    "graphql-stock-permissions-ignored": "Stock needs no permission of its own.",
    "graphql-address-permissions-ignored": "Addresses need no permission of their own.",
    "graphql-sensitive-permissions-ignored": "Internal names, IP addresses and the like need no permission of their own.",
    "graphql-reading-permits-writing": "A read permission is enough to write.",
    "graphql-writing-permits-reading": "A write permission is enough to read.",
    # deprecated permissions
    "graphql-obsolete-permissions-refused": "Obsolete names of permissions do not work any more.",
    "graphql-wider-permissions-refused": "Fields with a new permission cannot be read with that of the whole type.",
    "graphql-deprecated-permissions-are-not-told": "Extensions do not tell of deprecated permissions.",
    "graphql-deprecated-permissions-lack-the-field": "What is told of a deprecated permission does not name the field.",
    "graphql-deprecated-permissions-lack-the-current": "A deprecated permission is told without what to use instead.",
    "graphql-current-permissions-are-told-deprecated": "Permissions that are current are told as deprecated.",
    "graphql-deprecated-permissions-are-exchanged": "The current permission is told as deprecated, and the old one as current.",
    # what is told of the permissions used
    "graphql-permissions-used-is-empty": "Extensions do not say which permissions were used.",
    "graphql-permissions-used-in-another-order": "The permission used first is told last.",
    "graphql-permissions-used-writes-last": "The write permission is told after the read permissions.",
    "graphql-permissions-used-names-the-payload": "The read permission of what is written is told though none of it is selected.",
    "graphql-permissions-used-tells-all-of-the-token": "Permissions of the token are told as used that were not.",
    "graphql-permissions-used-leaves-out-writes": "Write permissions are not told as used.",
    "graphql-permissions-used-leaves-out-nested": "Permissions of single fields are not told as used.",
    "graphql-permissions-used-leaves-out-refused": "A permission that was missing is not told as used.",
    "graphql-permissions-used-tells-the-first-only": "Only the first permission is told as used.",
    "graphql-permissions-used-repeats": "A permission is told once for each field that used it.",
    "graphql-permissions-used-have-old-names": "Permissions of relations are told by their obsolete names.",
    # refusals
    "graphql-permission-refusal-is-vague": "A missing permission is neither named nor categorized as authorization.",
    "graphql-permission-refusal-names-the-type": "The refusal names the type only, not whether to read or to write.",
    "graphql-permission-refusal-names-no-field": "The refusal does not say what could not be accessed.",
    "graphql-permission-refusal-has-another-category": "The category of the refusal is permission.",
    "graphql-permission-refusal-lacks-category": "The refusal has no category.",
    "graphql-permission-refusal-lacks-path": "The refusal has no path.",
    "graphql-permission-refusal-lacks-locations": "The refusal has no locations.",
    "graphql-permission-refusal-has-data": "An answer that is refused altogether has data.",
    "graphql-refused-fields-are-given-away": "A missing permission is told, and the field is answered all the same.",
    "graphql-refusals-lack-extensions": "Answers with errors have no extensions of their own.",
    # the envelope
    "graphql-extensions-are-missing": "Answers have no extensions.",
    "graphql-complexity-is-missing": "Extensions have no complexity.",
    "graphql-complexity-is-zero": "The complexity is zero for every query.",
    "graphql-complexity-is-text": "The complexity is text.",
    "graphql-app-version-is-missing": "Extensions have no appVersion.",
    "graphql-app-version-is-a-number": "appVersion is a number.",
    "graphql-answers-are-not-json": "Answers are sent as text/html.",
    # the language
    "graphql-introspection-is-off": "Introspection is refused.",
    "graphql-variables-are-ignored": "Variables keep their defaults whatever is sent.",
    "graphql-variables-have-no-defaults": "Defaults of variables are not applied.",
    "graphql-operation-name-is-ignored": "Of several operations the last one runs, whichever was asked for.",
    "graphql-aliases-are-ignored": "Fields are answered under their own name, not under the alias.",
    "graphql-fragments-are-refused": "Documents with named fragments are refused.",
    "graphql-repeated-fields-are-refused": "Documents that select a field twice are refused.",
    "graphql-one-root-field-only": "Documents that ask for several queries at once are refused.",
    "graphql-single-values-are-refused": "A single value is refused where a list is declared.",
    "graphql-unknown-operations-answer": "Fields and mutations that do not exist are answered as a success.",
    # all reads, all writes
    "graphql-answers-nothing": "Every read answers an empty list, null or zero.",
    "graphql-refuses-everything": "Every mutation fails with a user error and changes nothing.",
    "graphql-writes-are-not-kept": "Mutations answer as if they had worked, but nothing is stored.",
    "graphql-user-errors-are-dropped": "A mutation that fails answers an empty list of userErrors.",
    "graphql-user-errors-say-nothing": "The message of every user error is empty.",
    "graphql-first-refusal-stops-the-rest": "After a mutation that is refused the others of a request are not carried out.",
    "graphql-unknown-references-are-taken": "A mutation passes over references to what does not exist.",
    "graphql-whole-numbers-have-a-fraction": "A number without a fraction is written with one.",
    "graphql-user-errors-are-errors": "A mutation that fails answers an error of GraphQL instead of userErrors.",
    "graphql-creations-answer-null": "A mutation that creates something answers null in its place.",
}

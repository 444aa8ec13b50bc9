"""Words that invented goods and people are made of."""

__all__ = [
    "BRANDS",
    "CITIES",
    "COLOURS",
    "FIRST_NAMES",
    "GARMENTS",
    "LAST_NAMES",
    "MATERIALS",
    "MODEL_NAMES",
    "RARE_COLOURS",
    "SHOPS",
    "STREETS",
    "SUPPLIERS",
    "TRANSLATED_COLOURS",
]

BRANDS = ("Norrsken Atelier", "Quay & Larch", "Maison Verlaine", "Fjordline", "Otter Works", "Halden Studio", "Lunaria")

MODEL_NAMES = (
    "Alder", "Birch", "Cove", "Dune", "Ember", "Fen", "Grove", "Harbour", "Isle", "Juniper", "Kelp", "Linden", "Mist",
    "Nova", "Orchard", "Pebble", "Quarry", "Reed", "Sable", "Tide", "Umber", "Vale", "Willow", "Yarrow", "Zephyr",
    "Anchor", "Bramble", "Cinder", "Drift", "Eider", "Flint", "Gale", "Heath", "Inlet", "Lichen", "Moor", "Nettle",
    "Osprey", "Pine", "Quill", "Rowan", "Skerry", "Thistle", "Upland", "Violet", "Wharf", "Aster", "Brook", "Clover",
    "Dale", "Fathom", "Garnet", "Hollow", "Iris", "Jetty", "Kestrel", "Larch", "Meadow", "North", "Oat",
)  # fmt: skip

GARMENTS = (  # name, category, size chart, price in the company's currency, weight in kg, customs code, German, Swedish
    ("Shirt", "Shirts", "letters", 79, "0.25", "61052010", "Hemd", "Skjorta"),
    ("Tee", "Shirts", "letters", 35, "0.18", "61091000", "T-Shirt", "T-shirt"),
    ("Sweater", "Knitwear", "letters", 129, "0.48", "61101190", "Pullover", "Tröja"),
    ("Cardigan", "Knitwear", "letters", 149, "0.55", "61101290", "Strickjacke", "Kofta"),
    ("Trousers", "Trousers", "letters", 119, "0.62", "62034235", "Hose", "Byxor"),
    ("Jeans", "Trousers", "letters", 109, "0.71", "62034231", "Jeans", "Jeans"),
    ("Parka", "Outerwear", "letters", 349, "1.35", "62014010", "Parka", "Parkas"),
    ("Raincoat", "Outerwear", "letters", 229, "0.82", "62014090", "Regenmantel", "Regnrock"),
    ("Boots", "Shoes", "shoes", 199, "1.40", "64039118", "Stiefel", "Kängor"),
    ("Sneakers", "Shoes", "shoes", 139, "0.95", "64041100", "Turnschuhe", "Sneakers"),
    ("Scarf", "Accessories", "one", 59, "0.15", "61171000", "Schal", "Halsduk"),
    ("Tote", "Accessories", "one", 89, "0.40", "42022290", "Tasche", "Väska"),
)

COLOURS = (  # name, number, hex
    ("Black", "BLK", "#111111"),
    ("Ecru", "ECR", "#f3ead7"),
    ("Navy", "NVY", "#1c2a4a"),
    ("Moss", "MOS", "#5c6b3c"),
    ("Rust", "RST", "#a8482a"),
    ("Sky", "SKY", "#9cc4e4"),
)

RARE_COLOURS = (  # written with letters that are not plain Latin, for a few products
    ("Grön", "GRN", "#2f7d4a"),
    ("Blå", "BLA", "#2b5fa8"),
)

TRANSLATED_COLOURS = {
    "Grön": {"de": "Grün", "sv": "Grön"},
    "Blå": {"de": "Blau", "sv": "Blå"},
    "Black": {"de": "Schwarz", "sv": "Svart"},
    "Ecru": {"de": "Ecru", "sv": "Ecru"},
    "Navy": {"de": "Marine", "sv": "Marin"},
    "Moss": {"de": "Moos", "sv": "Mossa"},
    "Rust": {"de": "Rost", "sv": "Rost"},
    "Sky": {"de": "Himmel", "sv": "Himmel"},
}

MATERIALS = (
    ("wool", "Lambswool"),
    ("cotton", "Organic cotton"),
    ("linen", "Washed linen"),
    ("nylon", "Recycled nylon"),
)

FIRST_NAMES = ("Ada", "Bo", "Cleo", "Dag", "Elin", "Finn", "Greta", "Hugo", "Ines", "Jonas", "Klara", "Lars", "Mira",
               "Nils", "Olga", "Per", "Rosa", "Sven", "Tilda", "Ulla", "Vera", "Wim", "Ylva", "Zoe")  # fmt: skip

LAST_NAMES = ("Ahlgren", "Becker", "Carlsson", "Dahl", "Engel", "Falk", "Grün", "Hansen", "Isaksson", "Jansen",
              "Keller", "Lund", "Moreau", "Nyström", "Olsen", "Petit", "Roth", "Sand", "Thorne", "Vogel")  # fmt: skip

STREETS = ("Larch Road", "Quay Street", "Mill Lane", "Old Harbour", "Birch Avenue", "Station Way", "Kiln Row")

CITIES = {  # country -> (city, postal code, state)
    "SE": (("Göteborg", "411 03", ""), ("Malmö", "211 20", ""), ("Umeå", "903 25", "")),
    "DE": (("Hamburg", "20095", ""), ("Leipzig", "04109", ""), ("Köln", "50667", "")),
    "FR": (("Lyon", "69001", ""), ("Nantes", "44000", "")),
    "US": (("Portland", "97201", "OR"), ("Albany", "12207", "NY"), ("Juneau", "99801", "AK")),
    "NO": (("Bergen", "5003", ""),),
}

SHOPS = (
    "Kontor & Co",
    "The Long Room",
    "Atelier Nord",
    "Corner House",
    "Maison du Port",
    "Brix Outfitters",
    "Lagerhaus",
)

SUPPLIERS = ("Costura Minho", "Tessitura Lario", "Boras Trikå", "Anadolu Tekstil")

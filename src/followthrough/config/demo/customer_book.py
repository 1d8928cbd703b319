"""The customers of Fathom & Vale, all invented; their numbers are of those kept free for stories."""
# ruff: noqa: E501 -- a table reads better in long lines

# name | kind | segment | industry | owner | coordinator | city | region | country | phone | currency | terms | tags
ACCOUNTS = """
Oldford Milling|client|Major|Food and drink|Femi|Yuki|Peoria|IL|US|+1 309 555 0118|USD|30 days net|grain, data
Oldford Bakeries|client|Standard|Food and drink|Femi|Yuki|Moline|IL|US|+1 309 555 0121|USD|30 days net|
Tamarack Pipe Works|client|Key|Machinery|Femi|Yuki|Duluth|MN|US|+1 218 555 0143|USD|30 days net|fittings
Lakemont Dairy Systems|client|Key|Machinery|Claire|Yuki|Madison|WI|US|+1 608 555 0164|USD|45 days net|fittings, dairy
Harrow & Quill Media|client|Key|Publishing|Claire|Yuki|Cleveland|OH|US|+1 216 555 0139|USD|30 days net|placements
Bluestem Growers Exchange|client|Major|Agriculture|Femi|Yuki|Des Moines|IA|US|+1 515 555 0172|USD|30 days net|grain, data
Cinder Creek Foundry|client|Standard|Metal|Claire|Yuki|Youngstown|OH|US|+1 330 555 0186|USD|prepaid|fittings
Pellworth Analytics|client|Key|Software|Femi|Yuki|Chicago|IL|US|+1 312 555 0107|USD|30 days net|api
Saltmarsh Desalination|client|Standard|Water|Femi|Yuki|Savannah|GA|US|+1 912 555 0155|USD|45 days net|fittings
Quarry Hill Aggregates|client|Standard|Mining|Claire|Yuki|Albany|NY|US|+1 518 555 0133|USD|30 days net|
Maplewright Canada|client|Key|Machinery|Claire|Yuki|Hamilton|ON|CA|+1 905 555 0148|USD|45 days net|fittings
Ferncliff Ingredients|client|Standard|Food and drink|Femi|Yuki|Rochester|NY|US|+1 585 555 0126|USD|30 days net|data
Ashgrove Valve Supply|partner|Key|Distribution|Claire|Yuki|Toledo|OH|US|+1 419 555 0191|USD|60 days net|distributor
Northgate Brewing Supply|client|Standard|Distribution|Femi|Yuki|Milwaukee|WI|US|+1 414 555 0112|USD|30 days net|
Corbel Instruments|prospect|Standard|Instruments|Femi|Yuki|Ann Arbor|MI|US|+1 734 555 0178|USD||
Wexcombe Foods|prospect|Key|Food and drink|Femi|Yuki|Omaha|NE|US|+1 402 555 0165|USD||grain
Silver Fork Irrigation|prospect|Standard|Agriculture|Claire|Yuki|Boise|ID|US|+1 208 555 0129|USD||
Ponderosa Pulp|prospect|Standard|Paper|Claire|Yuki|Spokane|WA|US|+1 509 555 0197|USD||
Hollis Marine Coatings|prospect||Chemicals|Femi|Yuki|Mobile|AL|US|+1 251 555 0182|USD||
Kettle River Cooperative|prospect|Standard|Agriculture|Femi|Yuki|St. Cloud|MN|US|+1 320 555 0151|USD||grain
Brightwater Trade Fairs|vendor||Events|Claire|Yuki|Columbus|OH|US|+1 614 555 0136|USD||trade show
Elmhurst Print & Mail|vendor||Print|Femi|Yuki|Elmhurst|IL|US|+1 630 555 0174|USD||print
Sorrel Consulting|consultant||Consulting|Claire|Yuki|Pittsburgh|PA|US|+1 412 555 0103|USD||
Grünwald Armaturwerk|client|Major|Machinery|Jonas|Lucía|Köln|NW|DE|+49 221 4710 204|EUR|30 Tage netto|fittings
Grünwald Service|client|Standard|Services|Jonas|Lucía|Köln|NW|DE|+49 221 4710 219|EUR|30 Tage netto|
Havelmühle|client|Key|Food and drink|Jonas|Lucía|Berlin|BE|DE|+49 30 23125 117|EUR|14 Tage netto|grain, data
Isarwerk Dichtungen|client|Standard|Rubber|Jonas|Lucía|München|BY|DE|+49 89 99998 341|EUR|30 Tage netto|fittings
Elbkontor Agrardaten|client|Key|Trade|Jonas|Lucía|Hamburg|HH|DE|+49 40 66969 150|EUR|30 Tage netto|data, api
Almazara del Segura|client|Key|Food and drink|Lucía|Lucía|Murcia||ES||EUR|60 días|data
Molinos Valdeoca|client|Standard|Food and drink|Lucía|Lucía|Zaragoza||ES||EUR|60 días|grain
Prensa Industrial Ebro|client|Standard|Publishing|Lucía|Lucía|Bilbao||ES||EUR|30 días|placements
Vinhedo Alto|client|Standard|Food and drink|Lucía|Lucía|Porto||PT||EUR|45 dias|
Coopérative du Vexin|client|Key|Agriculture|Jonas|Lucía|Rouen||FR|+33 1 99 00 41 20|EUR|45 jours|grain, data
Raccords Mercier|prospect|Standard|Machinery|Jonas|Lucía|Lyon||FR|+33 1 99 00 73 11|EUR||fittings
Thameside Process|prospect|Key|Machinery|Jonas|Lucía|London||GB|+44 20 7946 0183|EUR||
Pennine Cereals|prospect|Standard|Food and drink|Jonas|Lucía|Leeds||GB|+44 113 496 0127|EUR||grain
Vltava Filtrace|prospect|Standard|Water|Jonas|Lucía|Praha||CZ||EUR||
Huta Jasień|prospect||Metal|Jonas|Lucía|Katowice||PL||EUR||
Agrodatos Levante|partner|Key|Software|Lucía|Lucía|Valencia||ES||EUR|30 días|reseller
Messebau Lindner|vendor||Events|Jonas|Lucía|Leipzig||DE|+49 30 23125 402|EUR||trade show
"""
PARTS = {
    "Oldford Bakeries": "Oldford Milling",
    "Grünwald Service": "Grünwald Armaturwerk",
}
ON_HOLD = ("Cinder Creek Foundry",)

# Names by the language of the country; taken in turn, so that no two persons share both.
NAMES = {
    "US": (
        "Alma Bergstrom, Wade Tillery, Noelle Pritchard, Curtis Okoye, Joanna Feld, Darnell Hobbs, Meredith Sayer, "
        "Vince Calloway, Tamsin Roe, Elliot Grange, Bernadette Nwosu, Harvey Lindgren, Celeste Amundsen, Roy Batchelder, "
        "Ruth Okonjo, Garrett Pell, Miriam Stroud, Leonard Vu, Abby Kessler, Trent Molina, Dolores Whitaker, Sid Farrow, "
        "Nadine Brophy, Clark Ueda, Patience Osei, Morgan Thrale, Eunice Batista, Dale Corrigan, Ivy Sandoval, Ned Purcell, "
        "Lorna Teague, Felix Abara, Gwen Castor, Humphrey Bell, Opal Reyes, Stuart Nkemelu, Wilma Trask, Jared Holloway, "
        "Kendra Poole, Marvin Shah, Bettina Crane, Otis Lambert, Shirin Vale, Colin Draper, Delia Fontaine, Grant Okafor-Hill"
    ),
    "DE": (
        "Friederike Amsel, Holger Brandstätter, Katrin Wessels, Ulf Petersen, Anneliese Krug, Tobias Rehm, Silke Hartung, "
        "Marius Döring, Beate Lohse, Carsten Vogt, Ines Radtke, Jörg Steinacker"
    ),
    "ES": (
        "Marisol Cano, Íñigo Zubiri, Teresa Bañuls, Joaquín Roldán, Nuria Escrivà, Andrés Palomar, Rocío Medrano, "
        "Xavier Puig, Amparo Lozano, Héctor Villar, Beatriz Nunes, Rui Sampaio"
    ),
    "FR": "Solène Marchand, Étienne Rabot, Maud Perrin, Loïc Vasseur, Inès Caradec, Bruno Teyssier",
    "GB": "Philippa Marsden, Rory Haldane, Anoushka Perera, Neil Gascoigne, Margot Ellery, Simon Addo",
    "CZ": "Zdeňka Horáková, Marek Dusil, Alena Krátká, Wojciech Nowicki, Grażyna Lis, Tomasz Zych",
}
LIKE = {"CA": "US", "PT": "ES", "PL": "CZ"}
POSTS = (
    ("Head of purchasing", ["buyer"]),
    ("Managing director", ["signer"]),
    ("Accounts payable", ["billing"]),
    ("Plant engineer", ["technical"]),
    ("Market analyst", ["technical", "buyer"]),
    ("Assistant to the board", ["assistant"]),
)

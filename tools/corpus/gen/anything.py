"""A report of any kind by number: more of them than anybody would check in."""

from gen import catalogue, profiles, prose
from gen import report as r
from gen.rng import Rng

OVERVIEWS = ("plain", "subheads", "section-like", "decoys", "second-list")
LABELS = {"2019": catalogue.LABELS_2019, "2021": catalogue.LABELS_2021}


def report(number):
    name = f"anything-{number}"
    rng = Rng(name + "?")
    form = rng.pick(("2019", "2021"))
    title = rng.pick(sorted(r.TITLES))
    signatures = [s for s in sorted(r.SIGNATURES) if s != "none" or title != "no-agency"]
    return r.make(
        name,
        form,
        rng.pick((2019, 2020)) if form == "2019" else rng.between(2021, 2025),
        rng.pick(sorted(prose.AGENCIES)),
        rng.pick(profiles.ALL),
        title=title,
        period=rng.pick(sorted(r.PERIODS)),
        contact=rng.pick(sorted(r.CONTACTS)),
        overview=rng.pick(OVERVIEWS),
        heading=rng.pick(sorted(r.HEADINGS)),
        wording=rng.below(3),
        signature=rng.pick(signatures),
        contents=rng.chance(15),
        title_twice=rng.chance(10),
        labels=LABELS[form] if rng.chance(30) else {},
    )


def documents(number):
    """The report of that number by every writer that suits it."""
    it = report(number)
    writers = {"text": catalogue.TEXT, "docx": catalogue.DOCX, "odt": catalogue.ODT, "flat-opc": catalogue.FLAT_OPC}
    return [
        catalogue.Document(folder, it, writer)
        for folder, of in writers.items()
        for writer in of.values()
        if writer.suits(it)
    ]

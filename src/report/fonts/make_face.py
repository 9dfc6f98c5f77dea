"""Makes the reports' text face out of IBM Plex Sans Arabic (SIL Open Font License 1.1).

    pip install fonttools
    npm pack @expo-google-fonts/ibm-plex-sans-arabic@0.4.2 && tar xzf *.tgz
    python3 make_face.py package/400Regular/IBMPlexSansArabic_400Regular.ttf Regular MizanSans-Regular.ttf
    python3 make_face.py package/700Bold/IBMPlexSansArabic_700Bold.ttf Bold MizanSans-Bold.ttf

Letters look as they did. What changes is how they are put together, so that those who extract text from a
PDF read each letter and each vowel mark once, in the order of reading:
- ligatures for looks (beh with yeh, ...) go; lam with alef is drawn by the lam, beside an alef without ink;
- a vowel mark is not moved to its letter, it is drawn there: a form of it for each place where it may stand.
The licence reserves the name "Plex" for the original, hence the other name.
"""

import sys
from fontTools import subset
from fontTools.otlLib import builder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

FAMILY = "Mizan Sans"
WIDEST_KERN = 60  # Extractors take a wider gap between letters for a space.
STEP = 40  # Places closer than this, in thousandths of the type size, are one.
KEPT = [
    (0x20, 0x7E), (0xA0, 0x17F), (0x218, 0x21B), (0x2BC, 0x2BC), (0x2C6, 0x2DD), (0x60C, 0x60C), (0x61B, 0x61B),
    (0x61F, 0x61F), (0x621, 0x63A), (0x640, 0x652), (0x654, 0x655), (0x660, 0x66D), (0x670, 0x671), (0x67E, 0x67E),
    (0x686, 0x686), (0x698, 0x698), (0x6A4, 0x6A4), (0x6A9, 0x6A9), (0x6AF, 0x6AF), (0x6BE, 0x6BE), (0x6C1, 0x6C1),
    (0x6CC, 0x6CC), (0x6D2, 0x6D2), (0x6D4, 0x6D4), (0x6F0, 0x6F9), (0x2009, 0x2015), (0x2018, 0x2022), (0x2026, 0x2026),
    (0x202F, 0x2030), (0x2039, 0x203A), (0x20AA, 0x20AC), (0x2116, 0x2116), (0x2122, 0x2122), (0x2212, 0x2212),
    (0x2248, 0x2248), (0x2260, 0x2265), (0xFD3E, 0xFD3F), (0xFDF2, 0xFDF2), (0xFDFC, 0xFDFC), (0xFE80, 0xFEFC),
]


def subtables(lookup):
    return [getattr(table, "ExtSubTable", table) for table in lookup.SubTable]


def kept_characters(font):
    options = subset.Options()
    options.hinting = False
    options.glyph_names = True
    options.name_IDs = [0, 13, 14]
    options.layout_features = ["init", "medi", "fina", "rlig", "calt", "ccmp", "locl", "kern", "mark"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[c for first, last in KEPT for c in range(first, last + 1)])
    subsetter.subset(font)


def lookups_of(table, tag):
    records = [r for r in table.FeatureList.FeatureRecord if r.FeatureTag == tag]
    return sorted({index for record in records for index in record.Feature.LookupListIndex})


def add_lookup(table, lookup):
    table.LookupList.Lookup.append(lookup)
    return len(table.LookupList.Lookup) - 1


def single(font, table, mapping):
    lookup = builder.buildLookup([builder.buildSingleSubstSubtable(mapping)])
    return add_lookup(table, lookup)


def chained(font, table, before, glyphs, after, inner, ignore_marks):
    """A lookup that applies another one to `glyphs` between `before` and `after`."""
    order = font.getReverseGlyphMap(rebuild=True)
    coverage = lambda names: builder.buildCoverage(set(names), order)
    chain = otTables.ChainContextSubst()
    chain.Format = 3
    chain.BacktrackCoverage = [coverage(before)] if before else []
    chain.InputCoverage = [coverage(glyphs)]
    chain.LookAheadCoverage = [coverage(after)] if after else []
    record = otTables.SubstLookupRecord()
    record.SequenceIndex, record.LookupListIndex = 0, inner
    chain.SubstLookupRecord = [record]
    for name in ("Backtrack", "Input", "LookAhead"):
        setattr(chain, f"{name}GlyphCount", len(getattr(chain, f"{name}Coverage")))
    chain.SubstCount = 1
    return add_lookup(table, builder.buildLookup([chain], flags=8 if ignore_marks else 0))


def add_glyph(font, name, of, shift, advance, is_mark):
    """A glyph drawn as another one, moved; `of` is none for one without ink."""
    glyph = Glyph()
    glyph.numberOfContours = 0
    if of is not None:
        component = GlyphComponent()
        component.glyphName, (component.x, component.y), component.flags = of, shift, 0x0004
        glyph.numberOfContours, glyph.components = -1, [component]
    font["glyf"][name] = glyph
    font["hmtx"][name] = (advance, 0)
    font["GDEF"].table.GlyphClassDef.classDefs[name] = 3 if is_mark else 1
    if of is not None:
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (advance, glyph.xMin)


def split_lam_alef(font, table):
    """Leaves lam with alef of all ligatures, as two glyphs; gives both by the ligature's name."""
    parts = {}
    feature = lookups_of(table, "rlig")
    for lookup in (table.LookupList.Lookup[index] for index in feature):
        for sub in subtables(lookup):
            for lam, ligatures in sub.ligatures.items():
                for ligature in ligatures:
                    name = ligature.LigGlyph
                    if lam in ("uniFEDF", "uniFEE0") and "uniFEF5" <= name <= "uniFEFC":
                        parts[name] = (lam, ligature.Component[0])
    added = []
    halves = {}
    for name, (lam, alef) in sorted(parts.items()):
        drawn, gone = f"{name}.lam", f"{alef}.{name}"
        add_glyph(font, drawn, name, (0, 0), font["hmtx"][name][0], False)
        add_glyph(font, gone, None, (0, 0), 0, False)
        halves[name] = (drawn, gone)
        added.append(chained(font, table, [], [lam], [alef], single(font, table, {lam: drawn}), True))
        added.append(chained(font, table, [drawn], [alef], [], single(font, table, {alef: gone}), True))
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "rlig":
            record.Feature.LookupListIndex = added
            record.Feature.LookupCount = len(added)
    return halves


def anchors(table, halves):
    """Where marks are put: marks' own points, and letters' points by class of mark."""
    marks, letters = {}, {}
    for index in lookups_of(table, "mark"):
        for sub in subtables(table.LookupList.Lookup[index]):
            if sub.LookupType not in (4, 5):
                continue
            for mark, record in zip(sub.MarkCoverage.glyphs, sub.MarkArray.MarkRecord):
                point = (record.MarkAnchor.XCoordinate, record.MarkAnchor.YCoordinate)
                marks.setdefault(mark, {})[(index, record.Class)] = point
            if sub.LookupType == 4:
                named = zip(sub.BaseCoverage.glyphs, (r.BaseAnchor for r in sub.BaseArray.BaseRecord))
            else:
                named = []
                for name, record in zip(sub.LigatureCoverage.glyphs, sub.LigatureArray.LigatureAttach):
                    if name in halves:
                        named += zip(halves[name], (part.LigatureAnchor for part in record.ComponentRecord))
            for letter, points in named:
                for kind, anchor in enumerate(points):
                    if anchor is not None:
                        point = (anchor.XCoordinate, anchor.YCoordinate)
                        letters.setdefault((index, kind), {})[letter] = point
    return marks, letters


def draw_marks_in_place(font, table, halves):
    marks, letters = anchors(font["GPOS"].table, halves)
    vowels = [m for m in marks if m.startswith("uni06") and all(0x64B <= int(p, 16) <= 0x670 for p in
              [m[3:7]] + ([m[7:11]] if len(m) >= 11 else []))]
    added, placed = [], {}
    for kind, points in sorted(letters.items()):
        own = {mark: marks[mark][kind] for mark in vowels if kind in marks[mark]}
        if not own:
            continue
        places = {}
        for letter, (x, y) in points.items():
            places.setdefault((round(x / STEP), round(y / STEP)), []).append(letter)
        for place, beside in sorted(places.items()):
            forms = {}
            for mark, (x, y) in own.items():
                shift = (place[0] * STEP - x, place[1] * STEP - y)
                form = placed.get((mark, shift))
                if form is None:
                    form = f"{mark}.{len(placed)}"
                    placed[(mark, shift)] = form
                    add_glyph(font, form, mark, shift, 0, True)
                forms[mark] = form
            added.append(chained(font, table, beside, list(forms), [], single(font, table, forms), False))
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "calt":
            record.Feature.LookupListIndex = record.Feature.LookupListIndex + added
            record.Feature.LookupCount = len(record.Feature.LookupListIndex)
    return len(placed)


def narrow_kerning(table):
    for index in lookups_of(table, "kern"):
        for sub in subtables(table.LookupList.Lookup[index]):
            pairs = [record for set in getattr(sub, "PairSet", []) for record in set.PairValueRecord]
            pairs += [record for first in getattr(sub, "Class1Record", []) for record in first.Class2Record]
            for value in (pair.Value1 for pair in pairs if pair.Value1):
                for side in ("XAdvance", "XPlacement"):
                    setattr(value, side, min(getattr(value, side, 0), WIDEST_KERN))


def drop_features(table, tags):
    records = table.FeatureList.FeatureRecord
    kept = [index for index, record in enumerate(records) if record.FeatureTag not in tags]
    number = {old: new for new, old in enumerate(kept)}
    for script in table.ScriptList.ScriptRecord:
        systems = [script.Script.DefaultLangSys] + [r.LangSys for r in script.Script.LangSysRecord]
        for system in filter(None, systems):
            system.FeatureIndex = [number[i] for i in system.FeatureIndex if i in number]
            system.FeatureCount = len(system.FeatureIndex)
    table.FeatureList.FeatureRecord = [records[index] for index in kept]
    table.FeatureList.FeatureCount = len(kept)


def main(source, style, target):
    font = TTFont(source, recalcTimestamp=False)
    kept_characters(font)
    substitutions = font["GSUB"].table
    halves = split_lam_alef(font, substitutions)
    forms = draw_marks_in_place(font, substitutions, halves)
    narrow_kerning(font["GPOS"].table)
    drop_features(font["GPOS"].table, {"mark", "mkmk"})
    substitutions.LookupList.LookupCount = len(substitutions.LookupList.Lookup)
    names = font["name"]
    copyright = names.getDebugName(0)
    for record, text in [
        (0, copyright), (1, FAMILY), (2, style), (3, f"{FAMILY} {style}, of IBM Plex Sans Arabic"),
        (4, f"{FAMILY} {style}"), (5, "Version 1.000"), (6, f"{FAMILY.replace(' ', '')}-{style}"),
    ]:
        names.setName(text, record, 3, 1, 0x409)
    font.save(target)
    # Once more, for what nothing points to any longer.
    font = TTFont(target, recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = ["*"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=list(font.getBestCmap()))
    subsetter.subset(font)
    font.save(target)
    print(f"{target}: {len(font.getGlyphOrder())} glyphs, {forms} places of marks")


if __name__ == "__main__":
    main(*sys.argv[1:])

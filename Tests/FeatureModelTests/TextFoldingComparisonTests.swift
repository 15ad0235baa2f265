import TabaqaFeatureModel
import Testing

/// Expected foldings from Unicode's CaseFolding.txt (C and F) and, for the i's, SpecialCasing's Turkic rows.
@Suite struct TextFoldingComparisonTests {
    @Test(arguments: [
        ("Straße", "STRASSE"), ("ẞ", "ss"), ("Οδος", "ΟΔΟΣ"), ("ς", "Σ"), ("ﬁ", "FI"), ("ŉ", "ʼN"),
        ("ſ", "S"),
        ("\u{212A}", "k"), ("µ", "μ"), ("Ǆ", "ǆ"), ("ΐ", "Ϊ́"), ("ᾳ", "ΑΙ"), ("KØBENHAVN", "københavn"),
        ("İstanbul", "istanbul"), ("ISTANBUL", "ıstanbul"), ("IĞDIR", "ığdır"), ("Iğdır", "iğdir"),
        ("i\u{307}", "İ"), ("Beyonce\u{301}", "BEYONCÉ"), ("Ա", "ա"), ("Ж", "ж"),
    ])
    func `texts that differ in letter case fold together`(one: String, other: String) {
        #expect(Array(TextFolding.foldCase(one).utf8) == Array(TextFolding.foldCase(other).utf8))
        let folded = TextFolding.foldCase(one)
        #expect(TextFolding.foldCase(folded) == folded)
    }

    @Test func `case folding keeps everything else`() {
        #expect(TextFolding.foldCase("A-b  C_%'1") == "a-b  c_%'1")
        #expect(TextFolding.foldCase("Çukur") == "çukur")
        #expect(TextFolding.foldCase("حي الشيخ") == "حي الشيخ")
        #expect(TextFolding.foldCase("a\u{307}") != TextFolding.foldCase("a"))
    }

    @Test(arguments: [
        ("Chișinău", "Chisinau"), ("ŞĞÜÖÇİı", "SGUOCIi"), ("Beyonce\u{301}", "Beyonce"),
        ("débárquér", "debarquer"),
        ("København", "Kobenhavn"), ("Ærø", "AEro"), ("أحمد", "احمد"), ("مَدِينَة", "مدينه"),
        ("مـدينة", "مدينه"),
        ("مستشفى", "مستشفي"), ("άλφα", "αλφα"), ("Йод", "Иод"), ("a_b%", "a_b%"), ("कि", "कि"),
    ])
    func `accents fall away and letter case stays`(text: String, plain: String) {
        #expect(TextFolding.foldAccents(text) == plain)
        #expect(TextFolding.foldAccents(plain) == plain)
    }
}

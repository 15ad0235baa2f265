import TabaqaFeatureModel
import Testing

@Suite struct TextFoldingTests {
    @Test(
        "texts people mean as one fold to one key",
        arguments: [
            ["EYUPOGLU", "Eyüpoğlu", "eyüpoğlu", "EYÜPOĞLU", "Eyu\u{308}pog\u{306}lu"],
            ["غازي عنتاب", "غازى عنتاب", "غازی  عنتاب", "غَازِي عِنتَاب", "غـــازي_عنتاب"],
            ["İSTANBUL", "ISTANBUL", "istanbul", "ıstanbul", "i\u{307}stanbul"],
            ["Şahinbey", "SAHINBEY", "ŞAHİNBEY", "şahi\u{307}nbey"],
            ["أحمد", "احمد", "إحمد", "آحمد", "ا\u{654}حمد"],
            ["مدرسة", "مدرسه", "ﻣﺪﺭﺳﺔ"], ["مسؤول", "مسوول"], ["هيئة", "هييه"], ["سماء", "سما"],
            ["حي ٢٣", "حي ۲۳", "حي 23"], ["Mahalle_Adı", " mahalle-adı ", "MAHALLE ADI", "mahalle.adi"],
            ["Çay'ın", "cay in"], ["şikâyet", "SIKAYET"], ["Ｓ１", "s1"], ["ﻻ", "لا"], ["a\u{200F}b", "ab"],
            ["Straße", "STRASSE"],
        ])
    func equal(texts: [String]) {
        let keys = Set(texts.map(TextFolding.fold))
        #expect(keys.count == 1, "\(keys)")
    }

    @Test(
        "texts that differ keep different keys",
        arguments: [
            ("18", "<18"), ("<18", ">18"), ("A+", "A"), ("-1", "1"), ("−1", "1"), ("حارة", "حار"),
            ("1.5", "15"), ("Kara", "Kaya"), ("باب", "بيت"),
        ])
    func different(left: String, right: String) {
        #expect(TextFolding.fold(left) != TextFolding.fold(right))
    }

    @Test func `a key is its own key`() {
        for text in ["Eyüpoğlu Mah.", "غازي عنتاب", "-1 A_b", "  x  ", "—", "", "ﷺ", "Ωmega Ж"] {
            let key = TextFolding.fold(text)
            #expect(TextFolding.fold(key) == key)
        }
    }

    @Test func `keys have single spaces and none at the ends`() {
        #expect(TextFolding.fold("  a \t__ b--(c)! ") == "a b c")
        #expect(TextFolding.fold("—…") == "")
    }

    @Test func `digits become ASCII and nothing else changes`() {
        #expect(TextFolding.normalizeDigits("٢٠٢٤-۰۵-１ Ş") == "2024-05-1 Ş")
        #expect(TextFolding.normalizeDigits("Şahinbey 3") == "Şahinbey 3")
    }

    @Test func `every scalar folds without a trap, to a key that is stable`() {
        for value in UInt32(0)..<0x1_1000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let key = TextFolding.fold("x" + String(Character(scalar)))
            #expect(TextFolding.fold(key) == key, "U+\(String(value, radix: 16))")
        }
    }
}

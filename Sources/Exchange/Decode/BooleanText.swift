internal import TabaqaFeatureModel

/// Truth in Arabic, English and Turkish.
enum BooleanText {
    /// 1 or 0; nil when the bytes say neither.
    static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Int8? {
        if bytes.count == 1 {
            if bytes[0] == 0x31 { return 1 }
            if bytes[0] == 0x30 { return 0 }
        }
        guard bytes.count <= 32 else { return nil }
        return words[TextFolding.fold(String(decoding: bytes, as: UTF8.self))]
    }

    private static let words: [String: Int8] = {
        var words: [String: Int8] = [:]
        for word in ["true", "t", "yes", "y", "1", "evet", "e", "doğru", "var", "نعم", "صح", "صحيح"] {
            words[TextFolding.fold(word)] = 1
        }
        for word in ["false", "f", "no", "n", "0", "hayır", "h", "yanlış", "yok", "لا", "خطأ"] {
            words[TextFolding.fold(word)] = 0
        }
        return words
    }()
}

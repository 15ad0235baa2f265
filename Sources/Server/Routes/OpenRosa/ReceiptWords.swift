internal import TabaqaFeatureModel

/// What a worker reads after sending: that it arrived, and what is still to come.
enum ReceiptWords {
    static func text(_ receipt: Receipt) -> LocalizedText {
        let (present, expected) = (receipt.presentCount, receipt.expectedCount)
        guard present < expected else {
            return LocalizedText([
                .ar: "وصل كاملاً. شكراً لك.", .en: "Received completely. Thank you.",
                .tr: "Eksiksiz alındı. Teşekkürler.",
            ])
        }
        return LocalizedText([
            .ar: "وصل \(present) من \(expected) من الملفات.",
            .en: "Received \(present) of \(expected) files.",
            .tr: "\(expected) dosyadan \(present) tanesi alındı.",
        ])
    }
}

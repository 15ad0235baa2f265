internal import TabaqaFeatureModel

/// What tells the rows of one property apart: a digest of the layer and the value, one per row, nil for null.
///
/// Digests instead of texts because a million short strings cost more than the rest of the check.
enum RowKeys {
    /// - Parameter folds: names of things meet folded; a department's own keys are taken to the letter.
    static func digests(_ column: PropertyColumn, layer: String, folds: Bool) -> [UInt128?] {
        var start = StableHash()
        start.mix(layer)
        func digest(_ text: String) -> UInt128? {
            var hash = start
            hash.mix(text)
            return hash.value
        }
        switch column {
        case .text(let texts):
            return (0..<texts.count).map { row in
                if folds { return texts[row].flatMap { digest(TextFolding.foldPlaceName($0)) } }
                return texts.withUTF8(row) { bytes in
                    guard let bytes, !bytes.isEmpty else { return nil }
                    var hash = start
                    hash.mix(UnsafeRawBufferPointer(bytes))
                    return hash.value
                }
            }
        case .integer(let values):
            return values.map { $0 == .min ? nil : digest(String($0)) }
        case .decimal(let values):
            return values.map { $0.isNaN ? nil : digest(String($0)) }
        case .boolean(let values):
            return values.map { $0 < 0 ? nil : digest($0 == 1 ? "true" : "false") }
        case .date(let values):
            return values.map { $0 == .min ? nil : digest(CivilDate(daysSince1970: Int($0)).iso) }
        case .instant(let values):
            return values.map { $0 == .min ? nil : digest(InstantText.utc($0)) }
        }
    }
}

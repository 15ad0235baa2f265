internal import TabaqaFeatureModel

/// The text by which rows of one property are told apart.
enum RowKeys {
    /// One text per row; nil for null. Names of things are folded, keys are taken as they are.
    static func texts(_ column: PropertyColumn, folds: Bool) -> [String?] {
        (0..<column.count).map { row in
            switch column[row] {
            case .null: nil
            case .text(let text): folds ? TextFolding.fold(text) : text.isEmpty ? nil : text
            case .integer(let value): String(value)
            case .decimal(let value): String(value)
            case .boolean(let value): value ? "true" : "false"
            case .date(let days): CivilDate(daysSince1970: Int(days)).iso
            case .instant(let instant): InstantText.utc(instant)
            }
        }
    }
}

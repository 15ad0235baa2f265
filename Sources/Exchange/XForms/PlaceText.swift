internal import TabaqaFeatureModel

/// A place as XForms write it: `lat lon alt accuracy`, several set apart by semicolons. Tolerates white space and
/// semicolons too many, and missing altitudes and accuracies.
struct PlaceText {
    /// Longitude first; nil where the text is no place, out of range or too small for its type.
    let geometry: Geometry?
    /// Metres; of several positions the worst.
    let accuracy: Double?
    /// Accuracy 0 everywhere: set on a map, or by a mock provider.
    let isPlacedByHand: Bool

    private static let mostPositions = 100_000

    init(_ text: String, _ type: GeometryType) {
        var positions: [Position] = []
        var accuracies: [Double] = []
        var isReadable = true
        for part in text.split(separator: ";") {
            let fields = part.split { $0 == " " || $0 == "\t" || $0.isNewline }
            if fields.isEmpty { continue }
            let numbers = fields.compactMap { NumberText.decimal(String($0), .point) }
            guard numbers.count == fields.count, (2...4).contains(numbers.count), abs(numbers[0]) <= 90,
                abs(numbers[1]) <= 180, positions.count < Self.mostPositions
            else {
                isReadable = false
                break
            }
            positions.append(Position(x: numbers[1], y: numbers[0]))
            if numbers.count == 4, numbers[3] >= 0 { accuracies.append(numbers[3]) }
        }
        geometry = isReadable ? Self.geometry(positions, type) : nil
        accuracy = geometry == nil ? nil : accuracies.max()
        isPlacedByHand =
            geometry != nil && accuracies.count == positions.count && accuracies.allSatisfy { $0 == 0 }
    }

    private static func geometry(_ positions: [Position], _ type: GeometryType) -> Geometry? {
        let distinct = Set(positions).count
        switch type {
        case .point: return positions.count == 1 ? .point(positions[0]) : nil
        case .lineString: return distinct >= 2 ? .lineString(positions) : nil
        case .polygon:
            guard distinct >= 3, let first = positions.first else { return nil }
            return .polygon([positions.last == first ? positions : positions + [first]])
        case .none: return nil
        }
    }
}

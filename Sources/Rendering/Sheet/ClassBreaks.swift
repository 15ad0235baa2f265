internal import Foundation

/// The classes of a choropleth: class `i` holds what is at least `breaks[i - 1]` and below `breaks[i]`.
struct ClassBreaks: Hashable {
    /// Inner breaks, rising.
    let breaks: [Double]
    let least: Double
    let greatest: Double
    /// Whether all values and breaks are whole numbers, so that classes read `5 – 9` instead of `5 – 10`.
    let isWhole: Bool
    /// How many values each class holds.
    let counts: [Int]

    var count: Int { counts.count }

    /// Nil when no value is a finite number.
    init?(_ values: [Double], _ method: ClassMethod) {
        let sorted = values.filter(\.isFinite).sorted()
        guard let least = sorted.first, let greatest = sorted.last else { return nil }
        self.least = least
        self.greatest = greatest
        let areWhole = sorted.allSatisfy { $0 == $0.rounded() }
        let candidates =
            switch method {
            case .quantile(let number): Self.quantiles(sorted, number, isWhole: areWhole)
            case .fixed(let breaks): breaks.filter(\.isFinite)
            }
        isWhole = areWhole && candidates.allSatisfy { $0 == $0.rounded() }
        let breaks = Set(candidates).sorted()
        // Fixed breaks keep their empty classes, so that two sheets have the same colours for the same numbers.
        switch method {
        case .fixed: self.breaks = Array(breaks.prefix(11))
        case .quantile: self.breaks = breaks.filter { $0 > least && $0 <= greatest }
        }
        var counts = [Int](repeating: 0, count: self.breaks.count + 1)
        for value in sorted { counts[Self.place(value, in: self.breaks)] += 1 }
        self.counts = counts
    }

    /// The class of `value`, nil for what is not a number.
    func place(_ value: Double) -> Int? { value.isFinite ? Self.place(value, in: breaks) : nil }

    private static func place(_ value: Double, in breaks: [Double]) -> Int {
        breaks.firstIndex { value < $0 } ?? breaks.count
    }

    /// Rounded to three digits of the greatest value, for nobody reads 4.5166666.
    private static func quantiles(_ sorted: [Double], _ number: Int, isWhole: Bool) -> [Double] {
        let classes = min(max(number, 1), 9, sorted.count)
        let largest = max(abs(sorted[0]), abs(sorted[sorted.count - 1]))
        let step = isWhole || largest == 0 ? 1 : pow(10, (log10(largest)).rounded(.down) - 2)
        return (1..<max(classes, 1)).map { part in
            let value = sorted[part * sorted.count / classes]
            return isWhole ? value.rounded(.up) : (value / step).rounded() * step
        }
    }
}

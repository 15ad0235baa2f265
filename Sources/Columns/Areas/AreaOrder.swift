internal import TabaqaFeatureModel

/// A layer's living rows in the order of its key, then of its ids: the order of every answer.
package enum AreaOrder {
    package static func rows(_ columns: LayerColumns) throws -> [Int] {
        try columns.derived("key order") {
            if columns.layer.geometry == .polygon { return try columns.areaOrder() }
            let ids = try columns.ids()
            let alive = columns.aliveRows
            var keys = [PropertyValue](repeating: .null, count: alive.count)
            if let key = columns.layer.key {
                let values = try columns.values(key)
                keys = alive.map { values[$0] }
            }
            return rows(keys: keys, ids: alive.map { ids[$0] ?? "" }).map { alive[$0] }
        }
    }

    static func rows(keys: [PropertyValue], ids: [String]) -> [Int] {
        keys.indices.sorted { left, right in
            let order = compare(keys[left], keys[right])
            return order == 0 ? ids[left] < ids[right] : order < 0
        }
    }

    private static func compare(_ left: PropertyValue, _ right: PropertyValue) -> Int {
        func sign<Value: Comparable>(_ a: Value, _ b: Value) -> Int { a < b ? -1 : a > b ? 1 : 0 }
        switch (left, right) {
        case (.text(let a), .text(let b)): return sign(a, b)
        case (.integer(let a), .integer(let b)), (.instant(let a), .instant(let b)): return sign(a, b)
        case (.date(let a), .date(let b)): return sign(a, b)
        case (.boolean(let a), .boolean(let b)): return sign(a ? 1 : 0, b ? 1 : 0)
        case (.decimal(let a), .decimal(let b)): return sign(a, b)
        case (.null, .null): return 0
        case (.null, _): return 1
        case (_, .null): return -1
        default: return 0
        }
    }
}

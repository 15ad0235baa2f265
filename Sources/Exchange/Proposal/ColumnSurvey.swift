internal import TabaqaFeatureModel

/// What the values of one column have in common.
struct ColumnSurvey {
    static let mostCodes = 20

    let name: String
    private(set) var filled = 0
    /// Folded value → the value as first met and how often; nil once there are too many.
    private(set) var distinct: [String: (text: String, count: Int)]? = [:]
    /// Nil once a value came twice.
    private var seen: Set<String>? = []
    private var isInteger = true
    private var isDecimal = true
    private var isBoolean = true
    private var isDate = true
    private var hasTimes = false
    private var slashOrders: Set<DateOrder> = [.dayFirst, .monthFirst]
    private var longestText = 0
    private var convention = NumberText.Convention.either

    init(name: String) {
        self.name = name
    }

    mutating func add(_ cells: TextColumn, dates: [DateOrder]) {
        if convention == .either { convention = NumberText.convention(of: cells) }
        for row in 0..<cells.count {
            cells.withUTF8(row) { bytes in
                guard let bytes, !NullText.isNull(bytes) else { return }
                add(bytes, dates)
            }
        }
    }

    private mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, _ dates: [DateOrder]) {
        filled += 1
        longestText = max(longestText, bytes.count)
        let digits = bytes.first == 0x2D ? 1 : 0
        let isPadded = bytes.count > digits + 1 && bytes[digits] == 0x30 && bytes[digits + 1] &- 0x30 < 10
        if isInteger {
            isInteger =
                !isPadded && bytes.count <= 18 && bytes.count > digits
                && bytes[digits...].allSatisfy { $0 &- 0x30 < 10 }
        }
        if isDecimal { isDecimal = !isPadded && NumberText.decimal(bytes, convention) != nil }
        if isBoolean { isBoolean = BooleanText.parse(bytes) != nil }
        if isDate {
            if let parsed = DateText.parse(bytes, dates) {
                if parsed.time != nil { hasTimes = true }
            } else {
                isDate = false
            }
        }
        if !slashOrders.isEmpty { slashOrders = slashOrders.filter { DateText.parse(bytes, [$0]) != nil } }
        guard distinct != nil || seen != nil else { return }
        let text = String(decoding: bytes.prefix(400), as: UTF8.self)
        if seen?.insert(text).inserted == false { seen = nil }
        if distinct != nil {
            distinct?[TextFolding.fold(text), default: (text, 0)].count += 1
            if let count = distinct?.count, count > Self.mostCodes { distinct = nil }
        }
    }

    /// Whether every record has a value of its own.
    func isUnique(of records: Int) -> Bool { seen != nil && filled == records && longestText <= 100 }

    /// The order of slashed dates that only saying it can settle; nil where the column holds none.
    var unsettledDates: [DateOrder] {
        filled > 0 && !isDate ? DateOrder.allCases.filter { slashOrders.contains($0) } : []
    }

    /// - Parameter isWhole: whether all records were seen, so that no other codes can come.
    func type(isWhole: Bool) -> (type: PropertyType, remark: String) {
        guard filled > 0 else { return (.string, "empty in all records that were looked at") }
        let boundary = distinct.map { $0.count } ?? .max
        if isInteger { return (.integer, "all values are whole numbers") }
        if isDecimal { return (.decimal, "all values are numbers") }
        if isBoolean, boundary == 2 { return (.boolean, "all values say yes or no") }
        if isDate { return hasTimes ? (.dateTime, "dates with times") : (.date, "dates") }
        if let first = unsettledDates.first {
            let orders = unsettledDates.map(\.rawValue).joined(separator: " or ")
            return (
                .string,
                "looks like dates written \(orders); run this again with --dates \(first.rawValue), or make it"
                    + " dateTime and import with that option"
            )
        }
        if boundary >= 2, boundary <= Self.mostCodes, filled >= 10 * boundary, longestText <= 60 {
            return isWhole
                ? (.code, "\(boundary) values, each often repeated")
                : (.string, "few values, each often repeated; could be a code")
        }
        return (.string, "text")
    }

    /// The distinct values as codes, the commonest first.
    func codes(_ languages: [Language]) -> [PropertyDefinition.Code] {
        var taken = Set<String>()
        let values = (distinct ?? [:]).filter { !$0.key.isEmpty }
            .sorted { ($0.value.count, $1.key) > ($1.value.count, $0.key) }
        return values.enumerated().map { index, value in
            var base = String(PropertySlug.slug(value.value.text).prefix(40))
            if base.isEmpty { base = "code_\(index + 1)" }
            var code = base
            var number = 2
            while !taken.insert(code).inserted {
                code = "\(base)_\(number)"
                number += 1
            }
            let texts = languages.map { ($0, value.value.text.trimmed) }
            return PropertyDefinition.Code(
                code: code, label: LocalizedText(Dictionary(texts) { first, _ in first }))
        }
    }
}

extension String {
    /// Without white space at either end.
    var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}

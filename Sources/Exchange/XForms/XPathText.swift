internal import TabaqaFeatureModel

/// A form's conditions in XPath, with the truth of SQL: where an answer is missing, a condition is neither true nor
/// false, so being true and being false are two expressions.
struct XPathText {
    /// Where a property's node is: `.` for the question's own.
    let path: (String) -> String
    let isTime: (String) -> Bool

    /// True where the condition is true.
    func truth(of filter: Filter) -> String {
        switch filter {
        case .and(let parts): joined(parts.map { truth(of: $0) }, "and")
        case .or(let parts): joined(parts.map { truth(of: $0) }, "or")
        case .not(let part): falsity(of: part)
        case .literal(let holds): holds ? "true()" : "false()"
        case .compare(let left, let comparison, let right): compare(left, comparison, right)
        case .between(let value, let lower, let upper):
            joined([compare(value, .greaterOrEqual, lower), compare(value, .lessOrEqual, upper)], "and")
        case .isIn(let value, let list): joined(list.map { compare(value, .equal, $0) }, "or")
        case .like(let value, let pattern):
            answered([value], and: "regex(\(text(value, false)), \(Self.literal(Self.regex(pattern))))")
        case .isNull(let value): joined(paths([value]).map { "\($0) = ''" }, "or")
        // `FormCondition` lets none of these through.
        case .hasNoGeometry, .spatial, .temporal, .array: "false()"
        }
    }

    /// True where the condition is false.
    func falsity(of filter: Filter) -> String {
        switch filter {
        case .and(let parts): joined(parts.map { falsity(of: $0) }, "or")
        case .or(let parts): joined(parts.map { falsity(of: $0) }, "and")
        case .not(let part): truth(of: part)
        case .literal(let holds): holds ? "false()" : "true()"
        case .compare(let left, let comparison, let right): compare(left, comparison.negated, right)
        case .between(let value, let lower, let upper):
            joined([compare(value, .less, lower), compare(value, .greater, upper)], "or")
        case .isIn(let value, let list): joined(list.map { compare(value, .notEqual, $0) }, "and")
        case .like(let value, let pattern):
            answered(
                [value], and: "not(regex(\(text(value, false)), \(Self.literal(Self.regex(pattern)))))")
        case .isNull(let value): joined(paths([value]).map { "\($0) != ''" }, "and")
        case .hasNoGeometry, .spatial, .temporal, .array: "false()"
        }
    }

    private func compare(_ left: FilterValue, _ comparison: Filter.Comparison, _ right: FilterValue) -> String
    {
        let hasTime = time(left) || time(right)
        let symbol = comparison == .notEqual ? "!=" : comparison.rawValue
        return answered(
            [left, right], and: "\(text(left, hasTime)) \(symbol) \(text(right, hasTime))")
    }

    /// The test, where everything it reads is there.
    private func answered(_ values: [FilterValue], and test: String) -> String {
        joined(paths(values).map { "\($0) != ''" } + [test], "and")
    }

    private func paths(_ values: [FilterValue]) -> [String] {
        values.reduce(into: Set<String>()) { $0.formUnion($1.properties) }.map(path).sorted()
    }

    private func joined(_ parts: [String], _ word: String) -> String {
        switch parts.count {
        case 0: word == "and" ? "true()" : "false()"
        case 1: parts[0]
        default: "(" + parts.joined(separator: " \(word) ") + ")"
        }
    }

    private func time(_ value: FilterValue) -> Bool {
        switch value {
        case .property(let name): isTime(name)
        case .literal(.date), .literal(.instant): true
        default: false
        }
    }

    private func text(_ value: FilterValue, _ isTime: Bool) -> String {
        switch value {
        case .property(let name): isTime ? "decimal-date-time(\(path(name)))" : path(name)
        case .literal(let literal): Self.text(literal)
        case .arithmetic(let left, let operation, let right):
            Self.arithmetic(text(left, false), operation, text(right, false))
        case .folded, .function, .truth: "''"
        }
    }

    private static func arithmetic(
        _ left: String, _ operation: FilterValue.Arithmetic, _ right: String
    ) -> String {
        switch operation {
        case .add, .subtract, .multiply: "(\(left) \(operation.rawValue) \(right))"
        case .divide: "(\(left) div \(right))"
        case .remainder: "(\(left) mod \(right))"
        case .power: "pow(\(left), \(right))"
        case .quotient: "int(\(left) div \(right))"
        }
    }

    private static func text(_ value: PropertyValue) -> String {
        switch value {
        case .null: "''"
        case .text(let text): literal(text)
        case .integer(let value): value < 0 ? "(\(value))" : "\(value)"
        case .decimal(let value): number(value)
        case .boolean(let value): value ? "'true'" : "'false'"
        case .date(let days): "decimal-date-time('\(CivilDate(daysSince1970: Int(days)).iso)')"
        case .instant(let instant): "decimal-date-time('\(InstantText.utc(instant))')"
        }
    }

    /// XPath 1.0 has no exponents.
    static func number(_ value: Double) -> String {
        let text = FormText.number(value)
        let parts = text.split(separator: "e")
        let plain = parts.count == 2 ? "(\(parts[0]) * pow(10, \(parts[1].drop { $0 == "+" })))" : text
        return value < 0 ? "(\(plain))" : plain
    }

    /// A string in quotes; where it has both kinds, put together of pieces.
    static func literal(_ text: String) -> String {
        if !text.contains("'") { return "'\(text)'" }
        if !text.contains("\"") { return "\"\(text)\"" }
        let pieces = text.split(separator: "'", omittingEmptySubsequences: false).map { "'\($0)'" }
        return "concat(" + pieces.joined(separator: ", \"'\", ") + ")"
    }

    /// A LIKE pattern as a regular expression for the whole text.
    static func regex(_ pattern: String) -> String {
        var result = "^"
        var isEscaped = false
        for scalar in pattern.unicodeScalars {
            if !isEscaped, scalar == "\\" {
                isEscaped = true
                continue
            }
            switch scalar {
            case "%" where !isEscaped: result += "[\\s\\S]*"
            case "_" where !isEscaped: result += "[\\s\\S]"
            default:
                if "\\^$.|?*+()[]{}-".unicodeScalars.contains(scalar) { result += "\\" }
                result.unicodeScalars.append(scalar)
            }
            isEscaped = false
        }
        return result + (isEscaped ? "\\\\$" : "$")
    }
}

extension Filter.Comparison {
    fileprivate var negated: Filter.Comparison {
        switch self {
        case .equal: .notEqual
        case .notEqual: .equal
        case .less: .greaterOrEqual
        case .lessOrEqual: .greater
        case .greater: .lessOrEqual
        case .greaterOrEqual: .less
        }
    }
}

/// A condition on the answers of a form: the part of CQL2 that a phone's XPath can say as well.
///
/// Comparisons, arithmetic, AND, OR, NOT, BETWEEN, IN, LIKE and IS NULL on the layer's properties; texts are equal
/// or not, they have no order. Nothing about places, no functions, no folding of letters.
public struct FormCondition: Hashable, Sendable {
    public let filter: Filter

    /// - Parameters:
    ///   - text: CQL2 text.
    ///   - records: the property whose rows the condition is asked in: its members come before the layer's
    ///     properties of the same name.
    ///   - clock: the zone of dates and times without an offset.
    /// - Throws: `filter.malformed`, `property.unknown`.
    public init(
        _ text: String, for layer: LayerDefinition, in records: PropertyDefinition? = nil, clock: ZoneClock
    ) throws(Fault) {
        var scope = layer
        if let records {
            let own = Set(records.members.map(\.name))
            scope.properties = records.members + layer.properties.filter { !own.contains($0.name) }
        }
        filter = try CQL2Text.parse(text, for: scope, clock: clock)
        if let what = Self.foreign(filter, scope) {
            throw Fault(
                .filterMalformed, "A form cannot ask for \(what).",
                remedy:
                    "Forms know =, <>, <, <=, >, >=, IN, BETWEEN, LIKE, IS NULL, + - * / and AND, OR, NOT.")
        }
    }

    /// What a phone could not work out; nil where it can.
    private static func foreign(_ filter: Filter, _ layer: LayerDefinition) -> String? {
        func first(_ values: FilterValue...) -> String? {
            values.lazy.compactMap { foreign($0, layer) }.first
        }
        switch filter {
        case .and(let parts), .or(let parts): return parts.lazy.compactMap { foreign($0, layer) }.first
        case .not(let part): return foreign(part, layer)
        case .literal: return nil
        case .compare(let left, let comparison, let right):
            if let what = first(left, right) { return what }
            let isEquality = comparison == .equal || comparison == .notEqual
            return isEquality || !(isText(left, layer) || isText(right, layer)) ? nil : "the order of texts"
        case .between(let value, let lower, let upper):
            return first(value, lower, upper) ?? (isText(value, layer) ? "the order of texts" : nil)
        case .isIn(let value, let list):
            return first(value) ?? list.lazy.compactMap { foreign($0, layer) }.first
        case .like(let value, _), .isNull(let value): return first(value)
        case .hasNoGeometry, .spatial: return "a place"
        case .temporal: return "an interval of time; write it with <, <=, >, >= or BETWEEN"
        case .array: return "an array"
        }
    }

    private static func foreign(_ value: FilterValue, _ layer: LayerDefinition) -> String? {
        switch value {
        case .literal: nil
        case .property(let name): layer.property(name)?.type == .records ? "“\(name)”, which has rows" : nil
        case .arithmetic(let left, _, let right): foreign(left, layer) ?? foreign(right, layer)
        case .folded: "a text without its case or accents"
        case .function(let function, _): "the \(function.rawValue) of a date"
        case .truth: "the truth of a condition as a value"
        }
    }

    private static func isText(_ value: FilterValue, _ layer: LayerDefinition) -> Bool {
        switch value {
        case .literal(.text), .literal(.boolean): return true
        case .property(let name):
            guard let type = layer.property(name)?.type else { return false }
            return !type.isNumeric && type != .date && type != .dateTime
        default: return false
        }
    }
}

extension FormCondition {
    /// Whether it holds for the answers; nil where an answer it needs is missing (the truth of SQL).
    ///
    /// - Parameter answer: the value of a property.
    public func truth(_ answer: (String) -> PropertyValue) -> Bool? { Self.truth(filter, answer) }

    private static func truth(_ filter: Filter, _ answer: (String) -> PropertyValue) -> Bool? {
        switch filter {
        case .and(let parts):
            let truths = parts.map { truth($0, answer) }
            return truths.contains(false) ? false : truths.contains(nil) ? nil : true
        case .or(let parts):
            let truths = parts.map { truth($0, answer) }
            return truths.contains(true) ? true : truths.contains(nil) ? nil : false
        case .not(let part): return truth(part, answer).map { !$0 }
        case .literal(let holds): return holds
        case .compare(let left, let comparison, let right):
            return compare(value(left, answer), comparison, value(right, answer))
        case .between(let operand, let lower, let upper):
            let middle = value(operand, answer)
            let ends = [
                compare(middle, .greaterOrEqual, value(lower, answer)),
                compare(middle, .lessOrEqual, value(upper, answer)),
            ]
            return ends.contains(false) ? false : ends.contains(nil) ? nil : true
        case .isIn(let operand, let list):
            let found = value(operand, answer)
            let truths = list.map { compare(found, .equal, value($0, answer)) }
            return truths.contains(true) ? true : truths.contains(nil) ? nil : false
        case .like(let operand, let pattern):
            guard case .text(var text) = value(operand, answer) else { return nil }
            return text.withUTF8 { LikePattern(pattern).matches($0) }
        case .isNull(let operand): return value(operand, answer).isNull
        case .hasNoGeometry, .spatial, .temporal, .array: return nil
        }
    }

    private static func value(_ value: FilterValue, _ answer: (String) -> PropertyValue) -> PropertyValue {
        switch value {
        case .literal(let literal): return literal
        case .property(let name): return answer(name)
        case .arithmetic(let left, let operation, let right):
            guard let a = Self.value(left, answer).number, let b = Self.value(right, answer).number else {
                return .null
            }
            let result = operation.apply(a, b)
            return result.isNaN ? .null : .decimal(result)
        case .folded, .function, .truth: return .null
        }
    }

    private static func compare(
        _ left: PropertyValue, _ comparison: Filter.Comparison, _ right: PropertyValue
    ) -> Bool? {
        if let a = order(left), let b = order(right) { return comparison.holds(a, b) }
        switch (left, right) {
        case (.text(let a), .text(let b)): return comparison.holds(a, b)
        case (.boolean(let a), .boolean(let b)): return comparison.holds(a ? 1 : 0, b ? 1 : 0)
        default: return nil
        }
    }

    /// Numbers as they are, dates and times in milliseconds.
    private static func order(_ value: PropertyValue) -> Double? {
        switch value {
        case .date(let days): Double(days) * 86_400_000
        case .instant(let instant): Double(instant)
        default: value.number
        }
    }
}

extension Filter.Comparison {
    fileprivate func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        switch self {
        case .equal: left == right
        case .notEqual: left != right
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        }
    }
}

/// Gives an expression as written its meaning for one layer: names become properties, literals take the types of
/// what they meet.
struct CQL2Typing {
    /// The names under which filters find a row's geometry, where no property is called so.
    static let geometryNames: Set<String> = ["geometry", "geom", "the_geom"]

    let layer: LayerDefinition
    let clock: ZoneClock

    /// Whether a function's name, in lower case, belongs to the standard.
    static func isStandard(_ name: String) -> Bool {
        name == "casei" || name == "accenti" || ["s_", "t_", "a_"].contains(name.prefix(2))
    }

    func condition(_ node: CQL2Node) throws(Fault) -> Filter {
        switch node {
        case .truth(let holds, _): return .literal(holds)
        case .call(let name, let operands, let token):
            if let filter = try connective(name, operands) { return filter }
            if let filter = try predicate(name, operands, token) { return filter }
        default: break
        }
        // Resolving it first tells an unknown name as such.
        _ = try value(node)
        throw Fault(
            .filterMalformed,
            "Expected a condition in the filter, found only \(node.token.description) at character "
                + "\(node.token.position).",
            remedy: "Compare it with =, <>, <, <=, >, >=, IN, BETWEEN, LIKE or IS NULL.")
    }

    private func connective(_ name: String, _ operands: [CQL2Node]) throws(Fault) -> Filter? {
        guard name == "and" || name == "or" || name == "not" else { return nil }
        var parts: [Filter] = []
        for operand in operands { parts.append(try condition(operand)) }
        return switch name {
        case "and": .and(parts)
        case "or": .or(parts)
        default: parts.first.map(Filter.not)
        }
    }

    private func predicate(
        _ name: String, _ operands: [CQL2Node], _ token: CQL2Token
    ) throws(Fault) -> Filter? {
        switch name {
        case "isnull":
            try require(1, operands, name, token)
            return try isNull(operands[0])
        case "in":
            try require(2, operands, name, token)
            guard case .array(let list, _) = operands[1] else {
                throw fault("IN needs a list of values", operands[1].token)
            }
            return try membership(operands[0], list)
        case "between":
            try require(3, operands, name, token)
            return try between(operands[0], operands[1], operands[2])
        case "like":
            try require(2, operands, name, token)
            return try like(operands[0], operands[1])
        default: break
        }
        if let comparison = Filter.Comparison(rawValue: name) {
            try require(2, operands, name, token)
            return try compare(value(operands[0]), comparison, value(operands[1]))
        }
        switch name.prefix(2) {
        case "s_": return try spatial(relation(name, token), operands, token)
        case "t_": return try temporal(relation(name, token), operands, token)
        case "a_": return try array(relation(name, token), operands, token)
        default: return nil
        }
    }

    private func relation<Relation: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ token: CQL2Token
    ) throws(Fault) -> Relation {
        if let relation = Relation(rawValue: name) { return relation }
        throw fault(
            "The predicate \(name.prefix(40).uppercased()) is not known", token,
            remedy: "Known: " + Relation.allCases.map { $0.rawValue.uppercased() }.joined(separator: ", ")
                + ".")
    }

    func require(
        _ count: Int, _ operands: [CQL2Node], _ name: String, _ token: CQL2Token
    ) throws(Fault) {
        guard operands.count == count else {
            throw fault(
                "\(name.prefix(40).uppercased()) takes \(count) operands, not \(operands.count)", token)
        }
    }

    // MARK: Properties

    func property(_ name: String, _ token: CQL2Token) throws(Fault) -> PropertyDefinition {
        if let property = layer.property(name) { return property }
        if Self.geometryNames.contains(name), layer.geometry != .none {
            throw fault(
                "The geometry is no value to compare", token,
                remedy: "Write S_INTERSECTS(\(name), BBOX(37.3,37.0,37.5,37.1)) or \(name) IS NULL.")
        }
        let remedy = NearestName.remedy(name, among: layer.properties.map(\.name), listing: "Properties")
        let isQuoted = if case .quoted = token.kind { true } else { false }
        throw Fault(
            .propertyUnknown,
            "Layer “\(layer.id)” has no property “\(name.prefix(60))” (character \(token.position) of the filter).",
            remedy: isQuoted ? (remedy.map { $0 + " " } ?? "") + "Texts stand in single quotes." : remedy)
    }

    /// Whether `name` stands for the rows' geometry.
    ///
    /// - Throws: `filter.malformed` when it does, but the layer has none.
    func isGeometry(_ name: String, _ token: CQL2Token) throws(Fault) -> Bool {
        guard Self.geometryNames.contains(name), layer.property(name) == nil else { return false }
        guard layer.geometry != .none else {
            throw fault("Layer “\(layer.id)” has no geometry, but the filter reads it", token)
        }
        return true
    }

    func fault(_ message: String, _ token: CQL2Token, remedy: String? = nil) -> Fault {
        Fault(.filterMalformed, "\(message) at character \(token.position).", remedy: remedy)
    }
}

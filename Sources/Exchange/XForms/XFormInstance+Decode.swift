public import TabaqaFeatureModel

extension XFormInstance {
    /// The name of the question for the place.
    static let placeName = "geometry"

    /// What it says of the layer: names that the layer does not have are left out, questions the layer does not know
    /// any more stay in the submission. Values that break their property's type, range or codes are null, with a
    /// violation (row 1) and `unusableValue`; they stay in the submission as sent.
    ///
    /// - Parameter zone: for times without an offset.
    public func decoded(for layer: LayerDefinition, zone: ZoneClock) -> DecodedObservation {
        var reading = AnswerReading(clock: zone)
        var values: [PropertyValue] = []
        var present: Set<String> = []
        for property in layer.properties {
            let nodes = nodes(named: property.name, layer)
            if !nodes.isEmpty { present.insert(property.name) }
            if property.type == .records {
                values.append(reading.records(nodes, property))
            } else {
                values.append(reading.value(nodes.first?.trimmed, property, column: property.name))
            }
        }
        var observation = DecodedObservation(values: values, present: present)
        if layer.geometry != .none, let text = nodes(named: Self.placeName, layer).first?.trimmed {
            let place = PlaceText(text, layer.geometry)
            observation.geometry = place.geometry
            observation.accuracy = place.accuracy
            if place.geometry == nil { reading.flags.insert(.unusableGeometry) }
            if place.isPlacedByHand { reading.flags.insert(.placedByHand) }
        }
        if let audit = root.child("meta")?.child("audit")?.trimmed { reading.expect(audit, property: nil) }
        observation.flags = reading.flags
        observation.violations = reading.violations
        observation.expected = reading.expected
        return observation
    }

    /// Elements of that name under the root; where there are none, in its groups, the first group that has one. Rows
    /// of records are no groups: what is in them is theirs.
    private func nodes(named name: String, _ layer: LayerDefinition) -> [XMLNode] {
        let own = root.children.filter { $0.name == name }
        guard own.isEmpty else { return own }
        func isGroup(_ node: XMLNode) -> Bool {
            node.name != "meta" && !node.children.isEmpty && layer.property(node.name) == nil
        }
        var groups = root.children.filter(isGroup)[...]
        while let group = groups.popFirst() {
            let found = group.children.filter { $0.name == name }
            if !found.isEmpty { return found }
            groups += group.children.filter(isGroup)
        }
        return []
    }
}

/// Reads answers and gathers what is wrong with them.
struct AnswerReading {
    let clock: ZoneClock
    var flags: FeatureFlags = []
    var violations: [Violation] = []
    var expected: [Attachment] = []

    init(clock: ZoneClock) {
        self.clock = clock
    }

    mutating func expect(_ name: String, property: String?) {
        guard !expected.contains(where: { $0.name == name }) else { return }
        expected.append(Attachment(name: name, property: property, isExpected: true))
    }

    /// - Parameter column: how violations call the property.
    mutating func value(
        _ text: String?, _ property: PropertyDefinition, column: String
    ) -> PropertyValue {
        guard let text else { return .null }
        let parsed: Result<PropertyValue, Refusal> = Self.parse(text, property, clock)
        switch parsed {
        case .success(let value):
            if property.type.isAttachment { expect(text, property: String(column.prefix { $0 != "." })) }
            return value
        case .failure(let refusal):
            violations.append(Violation(row: 1, reason: refusal.reason, column: column, value: text))
            flags.insert(.unusableValue)
            return .null
        }
    }

    /// The rows as the text of a JSON array, one object each, empty answers left out; null where there are none.
    mutating func records(_ rows: [XMLNode], _ property: PropertyDefinition) -> PropertyValue {
        var objects: [String] = []
        for row in rows where !row.children.isEmpty {
            var members: [String] = []
            for member in property.members {
                let value = value(
                    row.child(member.name)?.trimmed, member, column: "\(property.name).\(member.name)")
                guard let json = AnswerJSON.text(value) else { continue }
                members.append("\(AnswerJSON.quoted(member.name)):\(json)")
            }
            if !members.isEmpty { objects.append("{" + members.joined(separator: ",") + "}") }
        }
        return objects.isEmpty ? .null : .text("[" + objects.joined(separator: ",") + "]")
    }

    struct Refusal: Error {
        var reason: Violation.Reason
    }

    private static func parse(
        _ text: String, _ property: PropertyDefinition, _ clock: ZoneClock
    ) -> Result<PropertyValue, Refusal> {
        func refused(_ reason: Violation.Reason) -> Result<PropertyValue, Refusal> {
            .failure(Refusal(reason: reason))
        }
        switch property.type {
        case .string, .records: return .success(.text(text))
        case .photo, .audio, .video, .file:
            // A name to be told by, never a path; longer ones are no file's.
            return text.utf8.count <= 255 ? .success(.text(text)) : refused(.badText)
        case .integer, .decimal:
            guard let number = NumberText.decimal(text, .point) else { return refused(.notANumber) }
            if let range = property.range, !range.contains(number) { return refused(.outOfRange) }
            guard property.type == .integer else { return .success(.decimal(number)) }
            if let whole = Int64(text), whole != .min { return .success(.integer(whole)) }
            guard number == number.rounded(), abs(number) < 9e15 else { return refused(.notANumber) }
            return .success(.integer(Int64(number)))
        case .boolean:
            var text = text
            guard let truth = text.withUTF8({ BooleanText.parse($0) }) else { return refused(.badBoolean) }
            return .success(.boolean(truth == 1))
        case .code:
            if property.codes.contains(where: { $0.code == text }) { return .success(.text(text)) }
            var matcher = CodeMatcher(property.codes)
            switch matcher.match(text) {
            case .code(let code): return .success(.text(code))
            case .ambiguous: return refused(.ambiguousCode)
            case .unknown: return refused(.unknownCode)
            }
        case .date, .dateTime:
            var copy = text
            guard let parsed = copy.withUTF8({ DateText.parse($0, [.iso]) }) else { return refused(.badDate) }
            return .success(moment(parsed, isDate: property.type == .date, clock))
        }
    }

    /// A day as written; an instant by its offset, else by the clock.
    private static func moment(
        _ parsed: DateText.Parsed, isDate: Bool, _ clock: ZoneClock
    ) -> PropertyValue {
        if isDate { return .date(Int32(clamping: parsed.days)) }
        let local = Int64(parsed.days) * 86_400_000 + (parsed.time ?? 0)
        return .instant(parsed.offset.map { local - $0 } ?? clock.instant(local: local))
    }
}

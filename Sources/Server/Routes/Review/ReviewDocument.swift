internal import TabaqaEngine
internal import TabaqaFeatureModel
internal import TabaqaRendering

/// Answers about observations under review.
struct ReviewDocument {
    let layer: LayerDefinition
    let call: Call

    func answer(_ page: ReviewPage) throws -> Answer {
        var bytes = Array("{\"type\":\"FeatureCollection\",\"features\":[".utf8)
        for (index, item) in page.items.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += try Self.feature(item.row, members(item))
        }
        var links: [Link] = []
        if let next = page.next {
            let address = PageAddress(call).replacing("cursor", with: next)
            links.append(Link("next", address, .geoJSON))
        }
        let rest: JSON = ["numberReturned": .integer(Int64(page.items.count)), "links": JSON(links)]
        bytes += Array("],".utf8) + rest.bytes.dropFirst()
        return Self.tagged(bytes, .geoJSON, call)
    }

    func answer(_ conflict: ReviewConflict) throws -> Answer {
        let edit = conflict.submission
        let members = JSON.object([
            ("revision", .integer(conflict.revision)), ("changes", Self.changes(conflict.difference)),
            ("place", Self.place(conflict.difference.place)), ("instance", JSON(optional: edit?.instance)),
            ("sender", edit.map { Self.sender($0.sender) } ?? .null),
            ("received", JSON(instant: edit?.received)),
        ])
        var bytes = Array("{\"stored\":".utf8)
        bytes += try Self.feature(conflict.stored)
        bytes += Array(",\"waiting\":".utf8)
        bytes += try Self.feature(conflict.waiting)
        bytes += Array(",".utf8) + members.bytes.dropFirst()
        return Self.tagged(bytes, .json, call)
    }

    /// One released row as GeoJSON, with more members beside its properties.
    private static func feature(
        _ row: Released<FeatureBatch>, _ members: JSON = JSON.object([])
    ) throws -> [UInt8] {
        let form = GeoJSONForm(
            crs: .wgs84, namesCRS: false, members: Array(members.bytes.dropFirst().dropLast()))
        let bytes = try form.feature(row)
        return bytes.last == UInt8(ascii: "\n") ? Array(bytes.dropLast()) : bytes
    }

    /// Ids of observations were made by phones and tell nothing, also where those of imported rows are withheld.
    private func members(_ item: ReviewItem) -> JSON {
        let isNamed = ReleaseGate.mayReadIDs(of: layer, item.row.audience)
        return JSON.object([]).adding([
            ("id", isNamed ? nil : .string(item.record.feature.text)), ("review", review(item)),
        ])
    }

    private func review(_ item: ReviewItem) -> JSON {
        let record = item.record
        return [
            "state": .string(record.state.rawValue), "reason": JSON(optional: record.reason),
            "assignee": JSON(optional: record.assignee), "sender": Self.sender(record.sender),
            "received": JSON(instant: record.received), "updated": JSON(instant: record.updated),
            "revision": .integer(item.revision),
            "flags": .array(item.flags.quality.names.map { .string($0) }),
            "conflict": JSON(optional: record.conflict),
            "files": [
                "present": .integer(Int64(record.presentCount)),
                "expected": .integer(Int64(record.expectedCount)),
                "list": .array(item.attachments.map { attachment($0, of: record.feature) }),
            ],
        ]
    }

    private func attachment(_ file: Attachment, of feature: FeatureID) -> JSON {
        let own: JSON = [
            "name": .string(file.name), "property": JSON(optional: file.property),
            "isExpected": .bool(file.isExpected), "isPresent": .bool(file.isPresent),
        ]
        guard let content = file.content else { return own }
        let address =
            "\(call.base)/collections/\(layer.id)/items/\(Self.segment(feature.text))"
            + "/attachments/\(Self.segment(file.name))"
        let isPicture = content.mediaType.hasPrefix("image/")
        return own.adding([
            ("mediaType", .string(content.mediaType)), ("size", .integer(content.size)),
            ("received", JSON(instant: file.received)), ("href", .string(address)),
            ("web", isPicture ? .string(address + "?size=web") : nil),
            ("thumbnail", isPicture ? .string(address + "?size=thumbnail") : nil),
        ])
    }

    /// One segment of a path: a slash in a name is none of the address.
    private static func segment(_ text: String) -> String {
        PageAddress.encode(text).replacing("/", with: "%2F").replacing(":", with: "%3A")
    }

    static func step(_ step: HistoryStep) -> JSON {
        let own: JSON = [
            "action": .string(step.action), "at": JSON(instant: step.at), "actor": .string(step.actor),
        ]
        return own.adding([
            ("revision", step.revision.map { .integer($0) }),
            ("state", step.state.map { .string($0.rawValue) }), ("reason", step.reason.map { .string($0) }),
            ("changes", step.difference.map { changes($0) }),
            ("place", step.difference.map { place($0.place) }),
        ])
    }

    private static func sender(_ sender: Sender) -> JSON {
        ["name": .string(sender.name), "device": JSON(optional: sender.device)]
    }

    private static func changes(_ difference: RowDifference) -> JSON {
        .array(
            difference.changes.map {
                ["property": .string($0.property), "before": JSON($0.before), "after": JSON($0.after)]
            })
    }

    private static func place(_ place: RowDifference.Place) -> JSON {
        switch place {
        case .same: ["change": "same"]
        case .added: ["change": "added"]
        case .removed: ["change": "removed"]
        case .moved(let metres): ["change": "moved", "metres": .number((metres * 10).rounded() / 10)]
        }
    }

    /// The ids, so that a page can show them; the text, for those who read it.
    static func collision(_ collision: ReviewCollision, _ call: Call) -> Answer {
        let names = collision.features.prefix(10).map { "“\($0)”" }.joined(separator: ", ")
        let fault = Fault(
            .reviewConflict, "Somebody else changed meanwhile: \(names). Nothing was decided.",
            remedy: "Look at them again.")
        let problem = Problem(fault, isQuery: false)
        let document = problem.json(call.language, instance: "-").adding([
            ("features", .array(collision.features.map { .string($0.text) }))
        ])
        return Answer(status: problem.status, .problem, .bytes(document.bytes), caching: .never)
    }

    static func tagged(_ document: JSON, _ call: Call) -> Answer { tagged(document.bytes, .json, call) }

    private static func tagged(_ bytes: [UInt8], _ mediaType: MediaType, _ call: Call) -> Answer {
        var tag = AnswerTag()
        tag.mix(bytes)
        if let same = call.unchanged(tag.text) { return same }
        return Answer(mediaType, .bytes(bytes), tag: tag.text)
    }
}

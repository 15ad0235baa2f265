internal import TabaqaEngine
internal import TabaqaFeatureModel

/// Features sent, changed and deleted by plain HTTP.
public enum EditRoutes {
    public static let all: [Route] = [put, delete, post, PhotoRoute.photo]

    static let feature: JSON = [
        "type": "object", "required": ["type", "geometry", "properties"],
        "properties": [
            "type": ["type": "string", "enum": ["Feature"]],
            "geometry": ["type": "object", "nullable": true],
            "properties": ["type": "object", "nullable": true],
        ],
    ]

    static let put = Route(
        .put, "/collections/{collectionId}/items/{featureId}", id: "putItem", tag: "Editing",
        "Stores a feature under an id of the sender's. The same body again is answered as the first time. Replacing "
            + "another needs its ETag as If-Match: 428 without, 412 where it was changed meanwhile, 409 to those who "
            + "may not replace, 410 where it was deleted.",
        access: .contribute, parameters: [EditParameters.layer, EditParameters.feature],
        schema: ReceiptDocument.schema, body: (MediaType.geoJSON.text, feature)
    ) { call in
        let layer = try call.layer
        let id = try call.newFeatureID()
        let precondition = Precondition(call.headers)
        var expecting: Int64?
        if precondition.isSent {
            if try call.field.store.feature(id, in: layer) == nil,
                try call.field.store.wasDeleted(id, in: layer)
            {
                throw Fault(.featureDeleted, "This feature was deleted.")
            }
            expecting = try precondition.expected(current: call.field.store.feature(id, in: layer)?.revision)
        }
        do {
            let receipt = try call.field.put(
                json: call.body, id: id, into: layer, expecting: expecting, from: call.viewer.sender,
                mayReplace: call.viewer.mayEdit(layer) && !precondition.isNew, language: call.language,
                at: call.now)
            return ReceiptDocument.answer(receipt, call, in: layer)
        } catch let fault as Fault {
            throw told(fault, precondition)
        }
    }

    static let delete = Route(
        .delete, "/collections/{collectionId}/items/{featureId}", id: "deleteItem", tag: "Editing",
        "Deletes a feature. Its history stays. If-Match must name the version that was seen.", access: .edit,
        parameters: [EditParameters.layer, EditParameters.feature], mayBeEmpty: true
    ) { call in
        let layer = try call.layer
        let current = try call.storedFeature().revision
        let precondition = Precondition(call.headers)
        guard let expecting = try precondition.expected(current: current) else { throw Precondition.missing }
        do {
            try call.field.store.delete(
                call.featureID, from: layer, expecting: expecting, by: call.viewer.sender.name)
        } catch let fault as Fault {
            throw told(fault, precondition)
        }
        return Answer(status: 204, nil, .none, caching: .never)
    }

    static let post = Route(
        taking: .post, "/collections/{collectionId}/items", id: "postItems", tag: "Editing",
        "Stores one GeoJSON feature under an id made from its bytes, so that the same again is no second one; or, as a "
            + "text sequence or one feature a line, any number of them, each answered by a line of its own.",
        access: .contribute, parameters: [EditParameters.layer], offers: [.json, .lines],
        schema: ReceiptDocument.schema,
        body: ([MediaType.geoJSON.text, BulkSink.sequence, BulkSink.lines].joined(separator: ", "), feature)
    ) { call in
        guard BulkSink.isBulk(call) else { return try FeatureSink(call) }
        return try BulkSink(call)
    }

    /// What the store calls a conflict is, to a sender, another's change or another body.
    static func told(_ fault: Fault, _ precondition: Precondition) -> Fault {
        switch fault.code {
        case .storeConflict where precondition.isSent: Precondition.changed
        case .storeConflict: Fault(.submissionConflict, "Another feature has this id.")
        case .submissionConflict where precondition.isNew:
            Fault(.featureChanged, "There is a feature of this id.", at: Fault.Place(field: "If-None-Match"))
        default: fault
        }
    }
}

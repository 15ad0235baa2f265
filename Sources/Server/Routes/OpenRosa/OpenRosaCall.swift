internal import TabaqaEngine
internal import TabaqaFeatureModel

/// A call of a device that speaks OpenRosa.
struct OpenRosaCall {
    let call: Call
    let device: Device
    let field: FieldDesk

    /// - Throws: `form.unknown` for another project than the one there is, `server.read-only`.
    init(_ call: Call) throws {
        guard let device = call.viewer.device else { throw PresentedKey.deviceRefusal }
        guard call.path["projectId"] ?? "1" == "1" else { throw Self.unknown }
        self.call = call
        self.device = device
        field = try call.field
    }

    static var unknown: Fault {
        Fault(.formUnknown, "There is no such form.", remedy: "Fetch the list of forms again.")
    }

    /// Where the device's forms lie, as clients see it.
    var base: String {
        let token = call.path["token"] ?? call.query["st"] ?? ""
        return call.base + "/v1/key/\(token)/projects/1"
    }

    /// The layers it may send to.
    var layers: [LayerDefinition] { call.engine.catalog.layers.filter(device.covers) }

    /// The layer of a route with `{formId}`.
    var layer: LayerDefinition {
        get throws {
            guard let layer = layers.first(where: { $0.id == call.path["formId"] }) else {
                throw Self.unknown
            }
            return layer
        }
    }

    /// The lists of features that belong to a form.
    func lists(of layer: LayerDefinition) throws -> [EntityTable] {
        try call.engine.entityLayers(of: layer).map { try call.engine.entityTable(of: $0) }
    }

    /// The list of a file name, where some form of the layers has it.
    ///
    /// - Throws: `attachment.missing`.
    func list(named file: String, of layers: [LayerDefinition]) throws -> EntityTable {
        let found = layers.flatMap(call.engine.entityLayers).first { $0.id + ".csv" == file }
        guard let found else { throw Fault(.attachmentMissing, "No form of this device has such a list.") }
        return try call.engine.entityTable(of: found)
    }
}

public import TabaqaFeatureModel

extension SpatiaLiteStore: FieldStore {
    public func remember(_ form: FormEdition) throws {
        // Nearly always it is known, and then nobody need wait for the disk.
        if let known = try edition(form.layer, form.version) { return try form.requireSame(as: known) }
        try edit { connection in
            try connection.run(
                "INSERT OR IGNORE INTO tabaqa_forms (layer, version, xml) VALUES (?1, ?2, ?3)",
                .text(form.layer),
                .text(form.version), .blob(form.xml))
            if connection.changes == 0, let known = try Self.edition(form.layer, form.version, connection) {
                try form.requireSame(as: known)
            }
        }
    }

    public func form(of layer: LayerDefinition, version: String) throws -> FormEdition? {
        try edition(layer.id, version)
    }

    private func edition(_ layer: String, _ version: String) throws -> FormEdition? {
        try readField(otherwise: nil) { try Self.edition(layer, version, $0) }
    }

    private static func edition(
        _ layer: String, _ version: String, _ connection: SQLConnection
    ) throws -> FormEdition? {
        try connection.first(
            "SELECT xml FROM tabaqa_forms WHERE layer = ?1 AND version = ?2", .text(layer), .text(version)
        ) { FormEdition(layer: layer, version: version, xml: Array($0.blob(0))) }
    }
}

extension FormEdition {
    fileprivate func requireSame(as known: FormEdition) throws {
        guard known.xml == xml else {
            throw Fault(
                .storeConflict,
                "The form of layer “\(layer)”, version “\(version)”, has other bytes already.",
                remedy: "Give the form a new version.")
        }
    }
}

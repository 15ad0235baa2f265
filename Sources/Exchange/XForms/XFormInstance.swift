public import TabaqaFeatureModel

/// A filled form as a phone sends it. Names are matched by their local part.
public struct XFormInstance: Sendable {
    /// Of the root; for Kobo forms the root's name.
    public var formID: String
    public var version: String?
    /// Without `uuid:`.
    public var instanceID: String
    public var deprecatedID: String?
    public var clientDevice: String?
    let root: XMLNode

    /// - Throws: `submission.malformed`: not XML, a DOCTYPE, another encoding than UTF-8, deeper than 32 or larger
    ///   than 10 MB, no instanceID.
    public init(_ bytes: [UInt8]) throws(Fault) {
        let root: XMLNode
        do throws(XMLReader.Failure) {
            root = try XMLReader.read(bytes)
        } catch {
            let line = 1 + bytes.prefix(error.offset).reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
            throw Fault(
                .submissionMalformed, "This is no filled form: \(error.message).",
                at: Fault.Place(line: line),
                remedy: "Send the form's XML as the phone's program made it.")
        }
        self.root = root
        formID = root.attribute("id") ?? root.name
        version = root.attribute("version") ?? root.child("__version__")?.trimmed
        // Kobo's own root may hold another id than the form's name, never two metas.
        let meta = root.child("meta")
        guard let instance = Self.identifier(meta?.child("instanceID")) else {
            throw Fault(
                .submissionMalformed, "The filled form has no meta/instanceID.",
                remedy: "Forms need a meta/instanceID that is preloaded with a UUID.")
        }
        instanceID = instance
        deprecatedID = Self.identifier(meta?.child("deprecatedID"))
        let device =
            meta?.child("deviceID")?.trimmed ?? root.child("deviceid")?.trimmed
            ?? root.child("deviceID")?.trimmed
        clientDevice = device.map { String($0.prefix(255)) }
    }

    /// The text without `uuid:`, in lower case where it is a UUID; nil for what can be no name.
    private static func identifier(_ node: XMLNode?) -> String? {
        guard var text = node?.trimmed else { return nil }
        if text.lowercased().hasPrefix("uuid:") { text = String(text.dropFirst(5)) }
        let isFit = text.unicodeScalars.allSatisfy {
            $0.properties.generalCategory != .control && $0 != "/" && $0 != "\\"
        }
        guard !text.isEmpty, text.utf8.count <= 200, isFit else { return nil }
        let isUUID = text.utf8.allSatisfy { byte in
            byte == 0x2D || (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
        }
        return isUUID ? text.lowercased() : text
    }
}

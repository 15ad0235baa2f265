/// A form as phones have it: its bytes never change under one version.
public struct FormEdition: Hashable, Sendable {
    public var layer: String
    public var version: String
    /// The XForm.
    public var xml: [UInt8]

    public init(layer: String, version: String, xml: [UInt8]) {
        self.layer = layer
        self.version = version
        self.xml = xml
    }
}

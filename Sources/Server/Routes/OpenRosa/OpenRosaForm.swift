internal import Crypto
internal import TabaqaEngine
internal import TabaqaFeatureModel

/// A form as the list of forms names it.
struct OpenRosaForm {
    let layer: LayerDefinition
    let edition: FormEdition
    let md5: String

    init(_ layer: LayerDefinition, _ call: OpenRosaCall) throws {
        self.layer = layer
        edition = try call.field.form(of: layer)
        md5 = Self.md5(edition.xml)
    }

    /// In lower-case hexadecimal. The protocol's choice; nothing is kept safe by it.
    static func md5(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = Insecure.MD5.hash(data: bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}

internal import CDeflate
internal import Foundation
internal import TabaqaFeatureModel

/// The settings of ODK Collect as its QR codes hold them: JSON, packed by zlib (RFC 1950), in base64.
struct CollectSettings {
    /// Where the forms lie; holds the token.
    let server: String
    /// Of the project.
    let name: String

    /// Both `general` and `admin` are required; what is not named becomes Collect's default.
    var json: JSON {
        [
            "general": [
                "server_url": .string(server), "form_update_mode": "match_exactly",
                "autosend": "wifi_and_cellular", "delete_send": false,
            ],
            "project": ["name": .string(name)], "admin": [:],
        ]
    }

    /// - Throws: `server.failure`.
    func text() throws(Fault) -> String {
        let bytes = json.bytes
        guard let compressor = libdeflate_alloc_compressor(9) else { throw Self.failure }
        defer { libdeflate_free_compressor(compressor) }
        let most = libdeflate_zlib_compress_bound(compressor, bytes.count)
        let packed = [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
            count = libdeflate_zlib_compress(
                compressor, bytes, bytes.count, buffer.baseAddress, buffer.count)
        }
        guard !packed.isEmpty else { throw Self.failure }
        return Data(packed).base64EncodedString()
    }

    private static var failure: Fault { Fault(.serverFailure, "The settings cannot be packed.") }
}

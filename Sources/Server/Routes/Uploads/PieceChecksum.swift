internal import Crypto
internal import Foundation
internal import TabaqaFeatureModel

/// `Upload-Checksum` of tus 1.0.0: what one piece must hash to.
struct PieceChecksum {
    /// As OPTIONS lists them.
    static let algorithms = "sha256,sha1"

    private enum Running {
        case sha256(SHA256)
        case sha1(Insecure.SHA1)
    }

    private var running: Running
    private let expected: [UInt8]

    /// Nil where the client sent none.
    ///
    /// - Throws: `http.malformed` for an algorithm that OPTIONS does not list, or what is no checksum.
    init?(_ header: String?) throws(Fault) {
        guard let header else { return nil }
        let parts = header.split(separator: " ")
        guard parts.count == 2, let expected = Data(base64Encoded: String(parts[1])) else {
            throw Self.malformed
        }
        switch (parts[0].lowercased(), expected.count) {
        case ("sha256", 32): running = .sha256(SHA256())
        case ("sha1", 20): running = .sha1(Insecure.SHA1())
        default: throw Self.malformed
        }
        self.expected = Array(expected)
    }

    mutating func update(_ bytes: [UInt8]) {
        switch running {
        case .sha256(var hash):
            hash.update(data: bytes)
            running = .sha256(hash)
        case .sha1(var hash):
            hash.update(data: bytes)
            running = .sha1(hash)
        }
    }

    var isMet: Bool {
        switch running {
        case .sha256(let hash): Array(hash.finalize()) == expected
        case .sha1(let hash): Array(hash.finalize()) == expected
        }
    }

    private static let malformed = Fault(
        .httpMalformed, "Upload-Checksum must be one of \(algorithms) and a checksum in base64.",
        at: Fault.Place(field: "Upload-Checksum"))
}

internal import Crypto
internal import Foundation

/// An API key: 256 random bits, so that a plain hash of it keeps it.
enum KeyToken {
    /// What keys begin with, so that programs that look for leaked secrets know one.
    static let prefix = "tbq_"

    static func random(_ prefix: String = prefix) -> String {
        let bits = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        let text = bits.base64EncodedString().filter { $0 != "=" }
        return prefix + text.map { $0 == "+" ? "-" : $0 == "/" ? "_" : String($0) }.joined()
    }

    /// SHA-256 in hexadecimal.
    static func hash(_ key: String) -> String {
        let digits = Array("0123456789abcdef")
        return SHA256.hash(data: Data(key.utf8)).reduce(into: "") { text, byte in
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
    }

    /// Takes as long whether the first byte differs or none.
    static func areEqual(_ left: String, _ right: String) -> Bool {
        guard left.utf8.count == right.utf8.count else { return false }
        return zip(left.utf8, right.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

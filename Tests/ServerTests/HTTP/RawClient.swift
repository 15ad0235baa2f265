import Foundation

/// A client that sends exactly the bytes it is told and reads as slowly as it is told.
final class RawClient: @unchecked Sendable {
    let descriptor: Int32

    struct Failed: Error {}

    /// - Parameter receiveBuffer: bytes the system may take for a reader that does not read.
    init(port: Int, receiveBuffer: Int32? = nil, timeout: Int = 10) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var size = receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        var wait = timeval(tv_sec: timeout, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else {
            close(descriptor)
            throw Failed()
        }
    }

    deinit { close(descriptor) }

    func send(_ text: String) {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return }
            sent += count
        }
    }

    /// A request for `target` with the headers a server needs, and more.
    func get(_ target: String, _ headers: String = "") {
        send("GET \(target) HTTP/1.1\r\nHost: 127.0.0.1\r\n\(headers)\r\n")
    }

    /// Up to so many bytes; empty at the end, nil after the timeout.
    func read(_ most: Int = 65_536) -> [UInt8]? {
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: most) { buffer, initialized in
            count = recv(descriptor, buffer.baseAddress, most, 0)
            initialized = max(0, count)
        }
        if count < 0 { return errno == ECONNRESET ? [] : nil }
        return bytes
    }

    /// Everything until the server closes, or nothing comes for the timeout.
    func readAll() -> [UInt8] {
        var all: [UInt8] = []
        while let bytes = read(), !bytes.isEmpty { all += bytes }
        return all
    }

    /// One answer with a Content-Length: status, head and body.
    func answer() -> (status: Int, head: String, body: [UInt8])? {
        var bytes: [UInt8] = []
        let blank = Array("\r\n\r\n".utf8)
        while true {
            if let end = bytes.firstRange(of: blank) {
                let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
                let length =
                    head.lowercased().firstMatch(of: /content-length: (\d+)/).flatMap { Int($0.1) } ?? 0
                while bytes.count < end.upperBound + length {
                    guard let more = read(), !more.isEmpty else { return nil }
                    bytes += more
                }
                let status = head.split(separator: " ").dropFirst().first.flatMap { Int($0) }
                return (status ?? 0, head, Array(bytes[end.upperBound...].prefix(length)))
            }
            guard let more = read(), !more.isEmpty else { return nil }
            bytes += more
        }
    }
}

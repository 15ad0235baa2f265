/// SQL's three truth values, so ordered that AND is the smaller, OR the larger, and NOT the mirror.
enum Truth {
    static let no: UInt8 = 0
    static let unknown: UInt8 = 1
    static let yes: UInt8 = 2

    @inline(__always)
    static func of(_ holds: Bool) -> UInt8 { holds ? yes : no }
}

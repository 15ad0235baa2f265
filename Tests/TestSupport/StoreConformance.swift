public import TabaqaFeatureModel

/// One thing every `FeatureStore` must do.
public struct StoreConformance: Sendable, CustomStringConvertible {
    public let name: String
    /// Throws what the store did wrong. The store is new and empty.
    public let check: @Sendable (any FeatureStore) throws -> Void

    public var description: String { name }

    init(_ name: String, _ check: @escaping @Sendable (any FeatureStore) throws -> Void) {
        self.name = name
        self.check = check
    }
}

/// A promise a store did not keep.
public struct BrokenPromise: Error, CustomStringConvertible {
    public let description: String
}

/// Runs the whole suite, each check on a new store.
///
/// - Throws: `BrokenPromise` naming every failed check.
public func checkFeatureStore(_ make: () throws -> any FeatureStore) throws {
    var failures: [String] = []
    for conformance in StoreConformance.all {
        do { try conformance.check(try make()) } catch { failures.append("\(conformance.name): \(error)") }
    }
    if !failures.isEmpty { throw BrokenPromise(description: failures.joined(separator: "\n")) }
}

func promise(_ holds: Bool, _ words: @autoclosure () -> String) throws {
    if !holds { throw BrokenPromise(description: words()) }
}

func promise<Value: Equatable>(_ value: Value, is expected: Value, _ words: String) throws {
    if value != expected { throw BrokenPromise(description: "\(words): \(value), not \(expected)") }
}

func promiseFault<Result>(_ code: FaultCode, _ words: String, _ body: () throws -> Result) throws {
    do {
        _ = try body()
    } catch let fault as Fault {
        return try promise(fault.code.name, is: code.name, words)
    }
    throw BrokenPromise(description: "\(words): no fault")
}

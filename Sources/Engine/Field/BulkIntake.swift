internal import TabaqaFeatureModel

/// Takes a bulk piece by piece. One thread at a time.
public final class BulkIntake {
    private let desk: FieldDesk
    private let layer: LayerDefinition

    init(_ desk: FieldDesk, _ layer: LayerDefinition, _ sender: Sender, _ now: Int64) throws {
        self.desk = desk
        self.layer = layer
    }

    /// Takes the next bytes of the body, broken anywhere.
    ///
    /// - Returns: what became of the lines that were decided meanwhile, ascending; mostly none.
    /// - Throws: `store.*`; what was reported as stored before stays stored.
    public func take(_ bytes: some Collection<UInt8>) throws -> [BulkLine] {
        throw Fault(.serverUnfinished, "bulk")
    }

    /// The body has ended.
    public func finish() throws -> [BulkLine] { [] }
}

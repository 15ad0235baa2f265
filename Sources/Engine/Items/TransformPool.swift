internal import Synchronization
internal import TabaqaFeatureModel
internal import TabaqaTopology

/// Keeps coordinate transformations between requests: making one costs more than a page of features.
final class TransformPool: Sendable {
    static let shared = TransformPool()

    /// One thread at a time has it: taken out of the pool, used, put back.
    private struct Kept: @unchecked Sendable {
        let transform: CoordinateTransform
    }

    private let kept = Mutex<[String: [Kept]]>([:])
    /// Of each pair of CRSs. More threads at once make their own.
    private let most = 8

    /// Transforms every row in place; a row that cannot be transformed becomes null.
    ///
    /// - Throws: `crs.unknown`, `crs.transform`.
    func transform(_ geometry: inout GeometryColumn, from source: CRS, to target: CRS) throws(Fault) {
        let pair = source.definition + " " + target.definition
        let transform: CoordinateTransform
        if let held = kept.withLock({ $0[pair]?.popLast() }) {
            transform = held.transform
        } else {
            transform = try CoordinateTransform(from: source, to: target)
        }
        _ = transform.transform(&geometry)
        let mine = Kept(transform: transform)
        kept.withLock { if $0[pair, default: []].count < most { $0[pair, default: []].append(mine) } }
    }
}

internal import CPROJ
public import TabaqaFeatureModel

/// Coordinates from one CRS to another, both easting/longitude first, by the most accurate transformation known
/// for each place.
///
/// Has a PROJ context of its own: use each value from one task only, and keep it, for making one takes a
/// millisecond or more.
public final class CoordinateTransform {
    /// What to do when no datum shift between the two CRSs is known.
    public enum Ballpark: Sendable {
        /// Throw.
        case refuse
        /// Take the datums as equal, which may be wrong by hundreds of metres; `isBallpark` says so.
        case allow
    }

    private enum Path {
        case identity
        case toWebMercator(PROJObject)
        case fromWebMercator(PROJObject)
        case general(PROJObject)
    }

    public let source: CRS
    public let target: CRS
    /// Whether the datums were taken as equal for want of a known shift.
    public let isBallpark: Bool
    private let path: Path

    /// - Throws: `crs.unknown` for a CRS PROJ does not know; `crs.transform` when there is no transformation, or
    ///   only a ballpark one and `ballpark` refuses it.
    public init(from source: CRS, to target: CRS, ballpark: Ballpark = .refuse) throws(Fault) {
        self.source = source
        self.target = target
        guard let context = PROJContext() else {
            throw Fault(.crsTransform, "PROJ could not be started: out of memory.")
        }
        let from = try PROJObject.crs(Self.canonical(source), in: context)
        let to = try PROJObject.crs(Self.canonical(target), in: context)
        if Self.canonical(source) == Self.canonical(target) {
            isBallpark = false
            path = .identity
            return
        }
        if let operation = Self.operation(from, to, allowsBallpark: false) {
            isBallpark = false
            path = Self.path(operation, from: source, to: target)
        } else if ballpark == .allow, let operation = Self.operation(from, to, allowsBallpark: true) {
            isBallpark = true
            path = .general(operation)
        } else {
            throw Fault(
                .crsTransform,
                "No transformation with a known datum shift from \(Self.shown(source)) to \(Self.shown(target)).",
                remedy: "Give the EPSG code of the data's CRS with --crs.")
        }
    }

    /// Transforms in place. A position that cannot be transformed becomes NaN in both arrays; one that was NaN
    /// stays so and is not counted.
    ///
    /// - Returns: how many positions failed.
    @discardableResult
    public func transform(x: inout [Double], y: inout [Double]) -> Int {
        precondition(x.count == y.count, "one y per x")
        switch path {
        case .identity: return 0
        case .general(let operation): return Self.run(operation, &x, &y)
        case .toWebMercator(let operation):
            return closedForm(
                operation, &x, &y, covers: WebMercator.covers(longitude:latitude:), WebMercator.forward)
        case .fromWebMercator(let operation):
            return closedForm(operation, &x, &y, covers: WebMercator.covers(x:y:), WebMercator.inverse)
        }
    }

    /// Nil when the position cannot be transformed.
    public func transform(_ position: Position) -> Position? {
        var x = [position.x]
        var y = [position.y]
        transform(x: &x, y: &y)
        return x[0].isFinite && y[0].isFinite ? Position(x: x[0], y: y[0]) : nil
    }

    private func closedForm(
        _ operation: PROJObject, _ x: inout [Double], _ y: inout [Double],
        covers: (Double, Double) -> Bool, _ apply: (inout Double, inout Double) -> Void
    ) -> Int {
        var failures = 0
        for row in x.indices {
            if covers(x[row], y[row]) {
                apply(&x[row], &y[row])
            } else {
                var lone = ([x[row]], [y[row]])
                failures += Self.run(operation, &lone.0, &lone.1)
                (x[row], y[row]) = (lone.0[0], lone.1[0])
            }
        }
        return failures
    }

    private static func run(_ operation: PROJObject, _ x: inout [Double], _ y: inout [Double]) -> Int {
        let count = x.count
        guard count > 0 else { return 0 }
        // A place PROJ cannot handle comes back infinite, so what was missing before is noted first.
        let missing = (0..<count).filter { x[$0].isNaN || y[$0].isNaN }
        let stride = MemoryLayout<Double>.stride
        x.withUnsafeMutableBufferPointer { x in
            y.withUnsafeMutableBufferPointer { y in
                _ = proj_trans_generic(
                    operation.handle, PJ_FWD, x.baseAddress, stride, count, y.baseAddress, stride, count, nil,
                    0, 0, nil, 0, 0)
            }
        }
        proj_errno_reset(operation.handle)
        for row in missing { x[row] = .nan }
        var failures = -missing.count
        for row in 0..<count where !(x[row].isFinite && y[row].isFinite) {
            x[row] = .nan
            y[row] = .nan
            failures += 1
        }
        return failures
    }

    private static func operation(
        _ from: PROJObject, _ to: PROJObject, allowsBallpark: Bool
    ) -> PROJObject? {
        let context = from.context
        let option = allowsBallpark ? "ALLOW_BALLPARK=YES" : "ALLOW_BALLPARK=NO"
        let made = option.withCString { option in
            let options: [UnsafePointer<CChar>?] = [option, nil]
            return proj_create_crs_to_crs_from_pj(context.handle, from.handle, to.handle, nil, options)
        }
        guard let operation = PROJObject(made, in: context) else { return nil }
        return PROJObject(proj_normalize_for_visualization(context.handle, operation.handle), in: context)
    }

    private static func path(_ operation: PROJObject, from source: CRS, to target: CRS) -> Path {
        switch (canonical(source), canonical(target)) {
        case (.wgs84, .webMercator): .toWebMercator(operation)
        case (.webMercator, .wgs84): .fromWebMercator(operation)
        default: .general(operation)
        }
    }

    /// PROJ knows no datum shift to or from `OGC:CRS84`, only to and from its twin.
    private static func canonical(_ crs: CRS) -> CRS { crs.definition == "OGC:CRS84" ? .wgs84 : crs }

    private static func shown(_ crs: CRS) -> String {
        crs.definition.count > 60 ? crs.definition.prefix(60) + "…" : crs.definition
    }
}

internal import CGEOS
public import TabaqaFeatureModel

/// Makes invalid polygons valid and says what that changed.
///
/// Has a GEOS context of its own: use each value from one task only, and keep it for all rows.
public final class PolygonRepair {
    /// A polygon after examination.
    public struct Outcome: Hashable, Sendable {
        /// A valid MultiPolygon. Where it was repaired: exterior rings counter-clockwise, each ring starting at
        /// its smallest position, parts in a fixed order, so that equal input gives equal bytes.
        public var geometry: Geometry
        public var wasInvalid: Bool
        /// What was wrong and where, in GEOS's words.
        public var reason: String?
        /// |new − old| / old, where old is the signed-area magnitude of the rings as they came; 1 when old
        /// is zero and new is not.
        public var areaChange: Double
    }

    /// No place on Earth has a larger coordinate in any unit from a millimetre up; with 1e300, GEOS's overlay
    /// was seen never to end.
    private static let farthest = 1e11

    /// GEOS's state; nil only when memory ran out.
    private let engine: Engine?

    private final class Engine {
        let context: GEOSContext
        let parameters: OpaquePointer

        init?() {
            guard let context = GEOSContext(), let parameters = GEOSMakeValidParams_create_r(context.handle)
            else { return nil }
            _ = GEOSMakeValidParams_setMethod_r(context.handle, parameters, GEOS_MAKE_VALID_STRUCTURE)
            _ = GEOSMakeValidParams_setKeepCollapsed_r(context.handle, parameters, 0)
            self.context = context
            self.parameters = parameters
        }

        deinit { GEOSMakeValidParams_destroy_r(context.handle, parameters) }
    }

    public init() {
        engine = Engine()
    }

    /// Repairs a polygon or multipolygon: the structure method (rings keep their role of shell or hole),
    /// polygonal part kept. Open rings are closed, rings without an area left out.
    ///
    /// - Throws: `geometry.invalid` when `geometry` is no polygon, has a coordinate that is not finite, or has
    ///   no area at all.
    public func repair(_ geometry: Geometry) throws(Fault) -> Outcome {
        guard let engine else {
            throw Fault(.geometryInvalid, "GEOS could not be started: out of memory.")
        }
        let context = engine.context
        var defect: String?
        let polygons = try closed(geometry.polygons, defect: &defect)
        guard !polygons.isEmpty, let built = GEOSHandle.multiPolygon(polygons, in: context) else {
            throw Fault(
                .geometryInvalid, "The polygon has no area: each ring needs three different positions.")
        }
        if defect == nil, GEOSisValid_r(context.handle, built.pointer) == 1 {
            return Outcome(
                geometry: .multiPolygon(polygons), wasInvalid: false, reason: nil, areaChange: 0)
        }
        let reason = defect ?? context.take(GEOSisValidReason_r(context.handle, built.pointer))
        let repaired = try makeValid(built, engine)
        let old = RingArea.area(of: polygons)
        let new = RingArea.area(of: repaired)
        return Outcome(
            geometry: .multiPolygon(repaired), wasInvalid: true, reason: reason ?? "invalid",
            areaChange: old > 0 ? abs(new - old) / old : 1)
    }

    private func makeValid(_ built: GEOSHandle, _ engine: Engine) throws(Fault) -> [[[Position]]] {
        let context = engine.context
        // Where the structure method gives up, the older line-work method may still do.
        let methods: [(GEOSHandle) -> OpaquePointer?] = [
            { GEOSMakeValidWithParams_r(context.handle, $0.pointer, engine.parameters) },
            { GEOSMakeValid_r(context.handle, $0.pointer) },
        ]
        for method in methods {
            guard let candidate = GEOSHandle(method(built), in: context),
                GEOSNormalize_r(context.handle, candidate.pointer) == 0
            else { continue }
            // GEOS's normal form runs shells clockwise; RFC 7946 and our encoders want the contrary.
            let polygons = candidate.polygons.map { $0.map { Array($0.reversed()) } }
            guard !polygons.isEmpty, let result = GEOSHandle.multiPolygon(polygons, in: context),
                GEOSisValid_r(context.handle, result.pointer) == 1
            else { continue }
            return polygons
        }
        let message = context.takeMessage()
        throw Fault(
            .geometryInvalid,
            "The polygon cannot be repaired: " + (message.isEmpty ? "nothing of it has an area." : message))
    }

    /// Rings closed, rings with fewer than three different positions left out.
    private func closed(
        _ polygons: [[[Position]]], defect: inout String?
    ) throws(Fault) -> [[[Position]]] {
        guard !polygons.isEmpty else {
            throw Fault(.geometryInvalid, "The geometry is no polygon.")
        }
        var kept: [[[Position]]] = []
        for rings in polygons {
            var keptRings: [[Position]] = []
            for (index, ring) in rings.enumerated() {
                guard ring.allSatisfy({ abs($0.x) <= Self.farthest && abs($0.y) <= Self.farthest }) else {
                    throw Fault(
                        .geometryInvalid,
                        "The polygon has a coordinate that is no number or lies beyond the Earth.")
                }
                var ring = ring
                if let first = ring.first, first != ring.last {
                    ring.append(first)
                    defect = defect ?? "Ring not closed"
                }
                if Self.hasThreeDifferent(ring) {
                    keptRings.append(ring)
                } else {
                    defect = defect ?? "Ring without area"
                    if index == 0 { break }
                }
            }
            if !keptRings.isEmpty { kept.append(keptRings) }
        }
        return kept
    }

    private static func hasThreeDifferent(_ ring: [Position]) -> Bool {
        guard ring.count >= 4, let first = ring.first,
            let second = ring.first(where: { $0 != first })
        else { return false }
        return ring.contains { $0 != first && $0 != second }
    }
}

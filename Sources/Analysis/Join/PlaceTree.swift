internal import Glibc

/// A k-d tree over places on the ellipsoid in earth-centred coordinates: no seams at the 180th meridian, no
/// projection to be wrong.
struct PlaceTree: Sendable {
    private(set) var points: [SIMD4<Double>] = []
    /// The numbers the places were given with, in tree order.
    private(set) var numbers: [Int32] = []

    static func position(longitude: Double, latitude: Double) -> SIMD4<Double> {
        let phi = latitude * .pi / 180
        let lambda = longitude * .pi / 180
        let sine = sin(phi)
        let radius = Ellipsoid.semiMajor / (1 - Ellipsoid.eccentricitySquared * sine * sine).squareRoot()
        return SIMD4(
            radius * cos(phi) * cos(lambda), radius * cos(phi) * sin(lambda),
            radius * (1 - Ellipsoid.eccentricitySquared) * sine, 0)
    }

    /// Places that are NaN are left out.
    init(longitudes: [Double], latitudes: [Double]) {
        for index in longitudes.indices where longitudes[index].isFinite && latitudes[index].isFinite {
            points.append(Self.position(longitude: longitudes[index], latitude: latitudes[index]))
            numbers.append(Int32(index))
        }
        var order = Array(points.indices)
        arrange(&order, 0..<order.count, 0)
        points = order.map { points[$0] }
        numbers = order.map { numbers[$0] }
    }

    private func arrange(_ order: inout [Int], _ range: Range<Int>, _ axis: Int) {
        guard range.count > 1 else { return }
        order[range].sort { (points[$0][axis], numbers[$0]) < (points[$1][axis], numbers[$1]) }
        let middle = (range.lowerBound + range.upperBound) / 2
        arrange(&order, range.lowerBound..<middle, (axis + 1) % 3)
        arrange(&order, middle + 1..<range.upperBound, (axis + 1) % 3)
    }

    /// Square of the chord to the nearest place, when that is less than `limit`; else `limit`.
    func nearestSquare(_ place: SIMD4<Double>, limit: Double) -> Double {
        var best = limit
        points.withUnsafeBufferPointer { Self.nearest(place, $0, 0, $0.count, 0, &best) }
        return best
    }

    private static func nearest(
        _ place: SIMD4<Double>, _ points: UnsafeBufferPointer<SIMD4<Double>>, _ low: Int, _ high: Int,
        _ axis: Int,
        _ best: inout Double
    ) {
        if high &- low <= 6 {
            for index in low..<high {
                let away = points[index] - place
                let square = away.x * away.x + away.y * away.y + away.z * away.z
                if square < best { best = square }
            }
            return
        }
        let middle = (low &+ high) / 2
        let away = points[middle] - place
        let square = away.x * away.x + away.y * away.y + away.z * away.z
        if square < best { best = square }
        let beyond = -away[axis]
        let next = axis == 2 ? 0 : axis &+ 1
        if beyond < 0 {
            nearest(place, points, low, middle, next, &best)
            if beyond * beyond <= best { nearest(place, points, middle &+ 1, high, next, &best) }
        } else {
            nearest(place, points, middle &+ 1, high, next, &best)
            if beyond * beyond <= best { nearest(place, points, low, middle, next, &best) }
        }
    }

    /// Appends the number of every place whose chord's square is at most `square`.
    func append(within square: Double, of place: SIMD4<Double>, to found: inout [Int32]) {
        points.withUnsafeBufferPointer { points in
            numbers.withUnsafeBufferPointer { numbers in
                Self.search(place, points, numbers, 0, points.count, 0, square, &found)
            }
        }
    }

    private static func search(
        _ place: SIMD4<Double>, _ points: UnsafeBufferPointer<SIMD4<Double>>,
        _ numbers: UnsafeBufferPointer<Int32>,
        _ low: Int, _ high: Int, _ axis: Int, _ limit: Double, _ found: inout [Int32]
    ) {
        guard low < high else { return }
        let middle = (low &+ high) / 2
        let away = points[middle] - place
        if away.x * away.x + away.y * away.y + away.z * away.z <= limit { found.append(numbers[middle]) }
        guard high &- low > 1 else { return }
        let beyond = -away[axis]
        let isNear = beyond * beyond <= limit
        let next = axis == 2 ? 0 : axis &+ 1
        if beyond < 0 || isNear { search(place, points, numbers, low, middle, next, limit, &found) }
        if beyond >= 0 || isNear { search(place, points, numbers, middle &+ 1, high, next, limit, &found) }
    }
}

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

    /// Square of the chord to the nearest place, at most `limit`.
    func nearestSquare(_ place: SIMD4<Double>, limit: Double) -> Double {
        var best = limit
        search(place, 0..<points.count, 0, &best) { square, _, best in best = min(best, square) }
        return best
    }

    /// Calls `body` with the number of every place whose chord's square is at most `square`.
    func within(_ place: SIMD4<Double>, square: Double, _ body: (Int32) -> Void) {
        var limit = square
        search(place, 0..<points.count, 0, &limit) { _, number, _ in body(number) }
    }

    private func search(
        _ place: SIMD4<Double>, _ range: Range<Int>, _ axis: Int, _ limit: inout Double,
        _ visit: (Double, Int32, inout Double) -> Void
    ) {
        guard !range.isEmpty else { return }
        let middle = (range.lowerBound + range.upperBound) / 2
        let point = points[middle]
        let away = point - place
        let square = (away * away).sum()
        if square <= limit { visit(square, numbers[middle], &limit) }
        guard range.count > 1 else { return }
        let beyond = place[axis] - point[axis]
        let lower = range.lowerBound..<middle
        let upper = middle + 1..<range.upperBound
        let next = axis == 2 ? 0 : axis + 1
        search(place, beyond < 0 ? lower : upper, next, &limit, visit)
        if beyond * beyond <= limit { search(place, beyond < 0 ? upper : lower, next, &limit, visit) }
    }
}

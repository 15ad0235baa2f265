/// What lies where: counts by area and by time, what is inside a shape, an area's profile, search, and the
/// city.
public enum AreaRoutes {
    public static let all: [Route] = [
        city, aggregate, timeline, insideGet, insidePost, search, profile,
    ]

    static let collection = Parameter(
        "collectionId", in: .path, "A layer's id.", schema: ["type": "string", "pattern": "^[a-z0-9_-]+$"])
}

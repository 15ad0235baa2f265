/// The web map.
public enum WebPages {
    static func map(_ call: Call) throws -> Answer {
        Answer(.html, .bytes(Array("<!doctype html><title>Tabaqa</title>".utf8)))
    }
}

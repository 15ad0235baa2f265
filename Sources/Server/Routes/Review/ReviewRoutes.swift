internal import Foundation
internal import TabaqaEngine
internal import TabaqaFeatureModel

/// Observations from the field before a department stands by them.
public enum ReviewRoutes {
    public static let all: [Route] = [reviews, decide, history, conflict, page]

    private static let tag = "Review"

    private static let feature = Parameter("featureId", in: .path, "A feature's id.")

    private static var now: Int64 { Int64(Date().timeIntervalSince1970 * 1000) }

    static let reviews = Route(
        .get, "/collections/{collectionId}/reviews", id: "getReviews", tag: tag,
        "The review queue of a layer, newest first: each observation with its findings, its files, present and "
            + "missing, and what was decided.",
        access: .edit, parameters: [CommonRoutes.layerParameter] + ReviewParameters.all,
        offers: [.geoJSON], schema: ReviewSchemas.queue
    ) { call in
        let layer = try call.layer
        let parameters = try ReviewParameters(call)
        let page = try call.field.reviews(
            parameters.query, flags: parameters.flags, cursor: call.query["cursor"], in: layer,
            audience: call.audience(of: layer))
        return try ReviewDocument(layer: layer, call: call).answer(page)
    }

    static let decide = Route(
        .post, "/collections/{collectionId}/reviews", id: "postReviews", tag: tag,
        "Decides about observations, all of them or none: a state with its reason, an assignee, or both. Where a "
            + "named revision is no longer the observation's, 409 tells which, and nothing is changed.",
        access: .edit, parameters: [CommonRoutes.layerParameter], schema: ReviewSchemas.decided,
        body: ("application/json", ReviewSchemas.decision)
    ) { call in
        let layer = try call.layer
        let decision = try ReviewDecision(call.body)
        do {
            let features = try call.field.review(
                decision.features, in: layer, audience: call.audience(of: layer), to: decision.state,
                reason: decision.reason, assignee: decision.assignee, by: call.viewer.name, at: now)
            return .json([
                "features": .array(
                    features.map {
                        [
                            "id": .string($0.id.text), "revision": .integer($0.revision),
                            "state": .string(ReviewState($0.flags).rawValue),
                        ]
                    })
            ])
        } catch let collision as ReviewCollision {
            return ReviewDocument.collision(collision, call)
        }
    }

    static let history = Route(
        .get, "/collections/{collectionId}/items/{featureId}/history", id: "getHistory", tag: tag,
        "Every step of a feature's life, oldest first, whoever took it and wherever: in the field, over HTTP, in a "
            + "file of QGIS, by import, by review; with what each changed.",
        access: .edit, parameters: [CommonRoutes.layerParameter, feature], schema: ReviewSchemas.history
    ) { call in
        let layer = try call.layer
        let steps = try call.field.history(
            of: FeatureID(call.path["featureId"] ?? ""), in: layer, audience: call.audience(of: layer))
        return ReviewDocument.tagged(
            [
                "feature": JSON(optional: call.path["featureId"]),
                "steps": .array(steps.map(ReviewDocument.step)),
            ],
            call)
    }

    static let conflict = Route(
        .get, "/collections/{collectionId}/items/{featureId}/conflict", id: "getConflict", tag: tag,
        "An edit that waits because its observation was changed by others meanwhile: the stored row and the one the "
            + "edit would make, side by side. Approving applies the edit, rejecting drops it.",
        access: .edit, parameters: [CommonRoutes.layerParameter, feature], schema: ReviewSchemas.conflict
    ) { call in
        let layer = try call.layer
        let conflict = try call.field.conflict(
            of: FeatureID(call.path["featureId"] ?? ""), in: layer, audience: call.audience(of: layer))
        return try ReviewDocument(layer: layer, call: call).answer(conflict)
    }

    static let page = Route(
        .get, "/review", id: "getReviewPage", tag: tag, "The review queue, for people.", access: .open,
        offers: [.html]
    ) { call in
        try ReviewPageDocument.answer(call)
    }
}

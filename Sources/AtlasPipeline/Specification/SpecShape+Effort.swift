import AtlasCore

/// Section `effort`: the hours that work on the library takes.
extension SpecShape {
  static let effortSection = "effort"

  static var effort: [JSONShape.Field] {
    [
      .init("create", hours, required: true, "hours to create a diagram"),
      .init(
        "split",
        .object(
          .init(
            "What creating a diagram is made of.",
            fields: [
              .init("research", hours, "hours to find what is to be shown, and its sources"),
              .init("creation", hours, "hours to draw and to write"),
              .init("validation", hours, "hours to check and to review"),
              .init("publishing", hours, "hours to revise and to publish"),
            ])), "how these hours are spent; in proportion where a category has its own"
      ),
      .init(
        "revise", hours, required: true,
        "hours to read a diagram or page again and to publish it, whatever is mended in it"),
      .init(
        "mend",
        .object(
          .init(
            "Hours by priorities.",
            fields: Priority.allCases.map {
              .init($0.rawValue, hours, required: true, "hours for a finding of this priority")
            })), required: true,
        "hours to mend a finding; a required gate that fails counts as HIGH, any other as MEDIUM"),
    ]
  }

  /// The middle counts where the least and the most are stated.
  private static let hours = JSONShape.estimate(0...1_000)
}

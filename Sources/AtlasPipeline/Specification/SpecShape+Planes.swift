import AtlasCore

/// Section `planes`: how planes are called, and the palettes they are drawn in.
extension SpecShape {
  static var planes: [JSONShape.Field] {
    [
      .init(
        "profile", .string(.nonEmpty),
        "the palette that holds, or `auto`: the one that most fills of a diagram belong to; the first where left out"
      ),
      .init(
        "palettes",
        .map(
          keys: "palette",
          of: .map(keys: "plane", of: .object(.init("The colours of a plane.", fields: colours)))),
        required: true, "the colours of the planes, by palette"),
      .init(
        "planes", .map(keys: "plane", of: .object(.init("A plane.", fields: plane))), required: true,
        "the planes of an architecture"),
      .init(
        "retired",
        .map(keys: "plane", of: .object(.init("A plane that is no longer used.", fields: retired))),
        "planes that are no longer used"),
      .init(
        "meanings",
        .object(
          .init(
            "What is drawn for what happens to a node, whatever its plane.",
            fields: [
              .init("classes", words, "words of class names that say what happens to a node"),
              .init("colours", .array(of: .string(.colour), minimum: 0), "fills that say so"),
            ])), "what is drawn for what happens to a node, whatever its plane"),
    ]
  }

  private static let words = JSONShape.array(of: .string(.nonEmpty), minimum: 0)

  private static var colours: [JSONShape.Field] {
    [
      .init("fill", .string(.colour), required: true, "the colour of its nodes"),
      .init("stroke", .string(.colour), required: true, "the colour of their borders"),
      .init("text", .string(.colour), "the colour of their texts; #fff where left out"),
      .init("variants", .array(of: .string(.colour), minimum: 0), "other fills that belong to it"),
    ]
  }

  private static var plane: [JSONShape.Field] {
    [
      .init("title", .string(.nonEmpty), "what people call it"),
      .init("emoji", .string(.nonEmpty), "what the titles of its subgraphs begin with"),
      .init("class", .string(.nonEmpty), "the name of its classDef"),
      .init(
        "titles", words,
        "names of its subgraphs in any case: of several words somewhere in the title, of one word as all of it"
      ),
      .init("classes", words, "other names of its classDef, in any case"),
      .init("unless", words, "what in any title says that another thing of the same name is meant"),
      .init("holds", words, "what belongs to it"),
      .init("keywords", words, "words of labels that suggest it"),
    ]
  }

  private static var retired: [JSONShape.Field] {
    [
      .init("into", .string(.nonEmpty), "the plane that holds its members now"),
      .init("fill", .string(.colour), "the colour of its nodes"),
      .init("stroke", .string(.colour), "the colour of their borders"),
      .init("titles", words, "its names in titles and ids"),
      .init("beginnings", words, "what the title of a subgraph beside planes begins with that is left of it"),
      .init("classes", words, "names of its classDef"),
      .init("colouredClasses", words, "names of its classDef that are its only with one of its colours"),
    ]
  }
}

extension JSONShape {
  /// The shape as a JSON Schema of draft 2020-12, for editors and for whoever checks files without this program.
  public func schema(title: String, id: String) -> String {
    var writer = JSONWriter(.pretty)
    writer.object { writer in
      writer.member("$schema", "https://json-schema.org/draft/2020-12/schema")
      writer.member("$id", id)
      writer.member("title", title)
      writeSchemaMembers(description: nil, to: &writer)
    }
    return writer.text + "\n"
  }

  private func writeSchemaMembers(description: String?, to writer: inout JSONWriter) {
    if let description = description ?? ownDescription { writer.member("description", description) }
    switch self {
    case .bool: writer.member("type", "boolean")
    case .integer(let allowed):
      writer.member("type", "integer")
      writer.member("minimum", allowed.lowerBound)
      writer.member("maximum", allowed.upperBound)
    case .number(let allowed):
      writer.member("type", "number")
      writer.member("minimum", allowed.lowerBound)
      writer.member("maximum", allowed.upperBound)
    case .estimate(let allowed):
      writer.member("oneOf") { writer in
        writer.array { writer in
          writer.element {
            $0.object { JSONShape.number(allowed).writeSchemaMembers(description: nil, to: &$0) }
          }
          writer.element {
            $0.object { writer in
              let bounds = JSONShape.array(of: .number(allowed), minimum: 2)
              bounds.writeSchemaMembers(description: "The least and the most.", to: &writer)
              writer.member("maxItems", 2)
            }
          }
        }
      }
    case .string(let rule): rule.writeSchemaMembers(to: &writer)
    case .array(let shape, let minimum):
      writer.member("type", "array")
      if minimum > 0 { writer.member("minItems", minimum) }
      writer.member("items") { $0.object { shape.writeSchemaMembers(description: nil, to: &$0) } }
    case .object(let object): object.writeSchemaMembers(to: &writer)
    case .map(_, let shape):
      writer.member("type", "object")
      writer.member("propertyNames") { $0.object { $0.member("minLength", 1) } }
      writer.member("additionalProperties") {
        $0.object { shape.writeSchemaMembers(description: nil, to: &$0) }
      }
    case .openObject: writer.member("type", "object")
    case .stringOr(let shape):
      writer.member("oneOf") { writer in
        writer.array([JSONShape.string(.nonEmpty), shape]) { shape, writer in
          writer.object { shape.writeSchemaMembers(description: nil, to: &$0) }
        }
      }
    }
  }

  private var ownDescription: String? {
    switch self {
    case .object(let object): object.summary
    case .map(let keys, _): "By \(keys)."
    default: nil
    }
  }
}

extension JSONShape.StringRule {
  fileprivate func writeSchemaMembers(to writer: inout JSONWriter) {
    writer.member("type", "string")
    switch self {
    case .any: break
    case .nonEmpty: writer.member("minLength", 1)
    case .oneOf(let words): writer.member("enum", words)
    case .path: writer.member("pattern", #"^(?![/~])(?!(.*/)?\.\.(/|$))[^\u0000]+$"#)
    case .name: writer.member("pattern", "^[a-z0-9_]+(-[a-z0-9_]+)*$")
    case .colour: writer.member("pattern", "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$")
    }
  }
}

extension JSONShape.ObjectShape {
  fileprivate func writeSchemaMembers(to writer: inout JSONWriter) {
    writer.member("type", "object")
    writer.member("additionalProperties", false)
    let required = fields.filter(\.isRequired).map(\.key)
    if !required.isEmpty { writer.member("required", required) }
    if !exactlyOneOf.isEmpty {
      writer.member("oneOf") { writer in
        writer.array(exactlyOneOf) { key, writer in writer.object { $0.member("required", [key]) } }
      }
    }
    writer.member("properties") { writer in
      writer.object { writer in
        for field in fields {
          writer.member(field.key) { writer in
            writer.object { field.shape.writeSchemaMembers(description: field.summary, to: &$0) }
          }
        }
      }
    }
  }
}

import AtlasCore

/// A sequence diagram: participants, the messages between them, and blocks around those.
public struct SequenceDiagram: SyntaxNode {
  public var range: TextRange
  /// The last `title` statement's text.
  public var title: TextRange?
  public var statements: [Statement] = []

  public enum Statement: SyntaxNode {
    case participant(Participant)
    case destruction(Destruction)
    case box(Box)
    case message(Message)
    case note(Note)
    case activation(Activation)
    case block(Block)
    case numbering(Numbering)
    case attachment(Attachment)
  }

  /// A text that mermaid shows, and what it says of its own line breaking.
  public struct Text: Hashable, Sendable {
    /// Without white space around it and without the prefix; empty where nothing was written.
    public var label: LabelText
    /// True behind `wrap:`, false behind `nowrap:`.
    public var wraps: Bool?
  }

  /// `participant A as Alice`, `actor A`, `create participant A`, `participant A@{ "type": "queue" }`.
  public struct Participant: SyntaxNode {
    public enum Keyword: String, Sendable {
      case participant, actor
    }

    public var range: TextRange
    public var keyword: Keyword
    /// Whether it comes into being here, with the next message to it.
    public var isCreated = false
    public var id: TextRange
    /// The YAML between the braces.
    public var properties: TextRange?
    public var alias: Text?
  }

  /// `destroy A`.
  public struct Destruction: SyntaxNode {
    public var range: TextRange
    public var id: TextRange
  }

  /// `box Aqua Team … end`: a background behind some participants.
  public struct Box: SyntaxNode {
    public var range: TextRange
    public var color: TextRange?
    public var title: Text?
    public var statements: [Statement] = []
  }

  /// `A->>+B: text`.
  public struct Message: SyntaxNode {
    public enum Activation: String, Sendable {
      /// `+`: the receiver becomes active.
      case starts
      /// `-`: the sender is no longer active.
      case ends
    }

    public var range: TextRange
    public var source: TextRange
    public var target: TextRange
    public var arrow: SequenceArrow
    public var activation: Activation?
    /// The `+` or `-`.
    public var activationMark: TextRange?
    /// `()` before or behind the arrow: the line meets a circle on the life line.
    public var hasCircleAtSource = false
    public var hasCircleAtTarget = false
    public var text: Text
  }

  /// `Note over A,B: text`.
  public struct Note: SyntaxNode {
    public enum Placement: String, Sendable {
      case left, right, over
    }

    public var range: TextRange
    public var placement: Placement
    /// One participant, or the two at the ends of the note.
    public var participants: [TextRange]
    public var text: Text
  }

  /// `activate A`, `deactivate A`.
  public struct Activation: SyntaxNode {
    public var range: TextRange
    public var starts: Bool
    public var id: TextRange
  }

  /// `loop … end` and its relatives.
  public struct Block: SyntaxNode {
    public enum Keyword: String, Sendable {
      case loop, rect, opt, alt, par, critical
      case parOver = "par_over"
      case `break`
    }

    public var range: TextRange
    public var keyword: Keyword
    /// At least one; `else`, `and` and `option` begin further ones.
    public var sections: [Section]
  }

  public struct Section: SyntaxNode {
    public var range: TextRange
    /// What stands behind the keyword; of a `rect` its colour.
    public var text: Text
    public var statements: [Statement] = []
  }

  /// `autonumber`, `autonumber 10 5`, `autonumber off`.
  public struct Numbering: SyntaxNode {
    public var range: TextRange
    public var isOff = false
    public var start: TextRange?
    public var step: TextRange?
  }

  /// What hangs on a participant: `links A: {…}`, `link A: label @ address`, `properties A: {…}`, `details A: id`.
  public struct Attachment: SyntaxNode {
    public enum Keyword: String, Sendable {
      case links, link, properties, details
    }

    public var range: TextRange
    public var keyword: Keyword
    public var id: TextRange
    /// As written behind the colon.
    public var content: TextRange
  }
}

extension SequenceDiagram.Statement {
  public var range: TextRange {
    switch self {
    case .participant(let node): node.range
    case .destruction(let node): node.range
    case .box(let node): node.range
    case .message(let node): node.range
    case .note(let node): node.range
    case .activation(let node): node.range
    case .block(let node): node.range
    case .numbering(let node): node.range
    case .attachment(let node): node.range
    }
  }
}

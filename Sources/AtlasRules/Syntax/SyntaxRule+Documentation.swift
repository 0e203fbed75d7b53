import AtlasMermaid

/// What the codes of the parsers mean, with examples that are their tests: as rules document themselves, though no rule
/// makes these findings.
extension SyntaxRule {
  /// Nil where a rule of the same name says it.
  package var documentation: RuleDocumentation? {
    guard let text = text else { return nil }
    return RuleDocumentation(
      id: rawValue, finds: text.finds, matters: text.matters, bad: text.bad, good: text.good)
  }

  private typealias Text = (finds: String, matters: String, bad: String, good: String)

  private var text: Text? {
    switch self {
    case .parseError:
      (
        finds: "text that mermaid.js does not accept, where no other code says more",
        matters: """
        The page shows an error picture, or the whole page of diagrams stays empty, and nothing says \
        so before a reader opens it.
        """,
        bad: """
        flowchart LR
          A -->
        """,
        good: """
        flowchart LR
          A --> B
        """
      )
    case .emptyDiagram:
      (
        finds: "a diagram without a word: nothing in it, or only comments",
        matters: """
        mermaid.js shows an error picture for it. Either the diagram was never drawn, or it got lost.
        """,
        bad: """
        %% the way of an order
        """,
        good: """
        %% the way of an order
        flowchart LR
          A --> B
        """
      )
    case .unknownDiagramType:
      (
        finds: "a diagram whose first word is no type of diagram",
        matters: """
        mermaid.js does not know what to draw. Mostly a letter is missing, or a word of another tool \
        stands there.
        """,
        bad: """
        flowchat LR
          A --> B
        """,
        good: """
        flowchart LR
          A --> B
        """
      )
    case .externalDiagramType:
      (
        finds: "a diagram of a kind that is no part of mermaid.js itself",
        matters: """
        ZenUML needs a program beside mermaid.js. Where it is not loaded the reader sees an error \
        picture.
        """,
        bad: """
        zenuml
          A->B: hello
        """,
        good: """
        sequenceDiagram
          A->>B: hello
        """
      )
    case .frontMatter:
      (
        finds: "front matter that is not closed, or is no YAML",
        matters: """
        mermaid.js reads title and configuration from it and gives up on the whole diagram where it \
        cannot.
        """,
        bad: """
        ---
        title: "Checkout
        ---
        flowchart LR
          A --> B
        """,
        good: """
        ---
        title: Checkout
        ---
        flowchart LR
          A --> B
        """
      )
    case .unquotedSpecialLabel:
      (
        finds: "a label with a character of the language in it and no quotes around it",
        matters: """
        It is the most frequent cause of broken diagrams: to mermaid.js a bracket in a label begins \
        another node.
        """,
        bad: """
        flowchart LR
          A[Gateway (Kong)] --> B
        """,
        good: """
        flowchart LR
          A["Gateway (Kong)"] --> B
        """
      )
    case .shapeMismatch:
      (
        finds: "a node whose brackets do not pair",
        matters: "`[(…)]` draws a database; with one of its brackets lost the diagram is not drawn at all.",
        bad: """
        flowchart LR
          A[Orders)] --> B
        """,
        good: """
        flowchart LR
          A[(Orders)] --> B
        """
      )
    case .timelineColon:
      (
        finds: "a colon in a time, or in the title of a section, of a timeline",
        matters: "A colon parts a time from its events, so `09:37` is taken apart and the diagram refused.",
        bad: """
        timeline
          09:37 : an operator mistypes a command
        """,
        good: """
        timeline
          09#58;37 : an operator mistypes a command
        """
      )
    case .timelineOrphanEvent:
      (
        finds: "an event of a timeline before any time",
        matters: "mermaid.js has nothing to hang it on and throws.",
        bad: """
        timeline
          : the alarm
        """,
        good: """
        timeline
          Monday : the alarm
        """
      )
    case .sequenceSemicolon:
      (
        finds: "a semicolon in a message of a sequence diagram",
        matters: """
        A semicolon ends the statement, as a line end does; what stands behind it is read as the \
        next one.
        """,
        bad: """
        sequenceDiagram
          A->>B: BEGIN; COMMIT
        """,
        good: """
        sequenceDiagram
          A->>B: BEGIN#59; COMMIT
        """
      )
    case .sequenceActivation:
      (
        finds: "the end of an activation that never began",
        matters: "mermaid.js counts activations and throws at the first that is missing.",
        bad: """
        sequenceDiagram
          A->>B: query
          B-->>-A: rows
        """,
        good: """
        sequenceDiagram
          A->>+B: query
          B-->>-A: rows
        """
      )
    case .sankeyTitle:
      (
        finds: "a title or an arrow in a sankey diagram",
        matters: "Each line of it is a row of three values. There is no title.",
        bad: """
        sankey-beta
        title Costs
        Compute,Total,70
        """,
        good: """
        sankey-beta
        Compute,Total,70
        """
      )
    case .badKeyword:
      (
        finds: "a misspelt keyword or arrow",
        matters: "One letter decides whether the whole diagram is drawn.",
        bad: """
        flowchart LR
          A --> B
          classDf hot fill:#f00
        """,
        good: """
        flowchart LR
          A --> B
          classDef hot fill:#f00
        """
      )
    case .unbalancedSubgraph:
      (
        finds: "a subgraph without its end",
        matters: "mermaid.js reads on to the end of the text and refuses all of it.",
        bad: """
        flowchart LR
          subgraph edge
            A --> B
        """,
        good: """
        flowchart LR
          subgraph edge
            A --> B
          end
        """
      )
    case .reservedID:
      (
        finds: "a node whose id is a word of the language",
        matters: "`end` closes a subgraph, wherever it stands alone.",
        bad: """
        flowchart LR
          A --> end
        """,
        good: """
        flowchart LR
          A --> finish["end"]
        """
      )
    case .semanticError:
      (
        finds: """
        something that can be read and cannot be meant: a link that is not there, a branch that does \
        not exist
        """,
        matters: "mermaid.js checks it while it reads, and refuses the diagram.",
        bad: """
        flowchart LR
          A --> B
          linkStyle 3 stroke:#f00
        """,
        good: """
        flowchart LR
          A --> B
          linkStyle 0 stroke:#f00
        """
      )
    case .unrenderable:
      (
        finds: "a diagram that mermaid.js reads and cannot draw",
        matters: """
        The verdict of its parser is good, so tools that ask the parser alone do not notice; the \
        reader sees an error picture.
        """,
        bad: """
        flowchart LR
          A --> A_B
          subgraph A
            subgraph B
              A
            end
          end
        """,
        good: """
        flowchart LR
          A --> B
        """
      )
    case .circleEdge:
      (
        finds: "an `o` or `x` that a link takes from the id beside it",
        matters: "`dev---ops` is drawn as a link with a circle at its end, to a node called `ps`.",
        bad: """
        flowchart LR
          dev---ops
        """,
        good: """
        flowchart LR
          dev --- ops
        """
      )
    case .nodeRedefined:
      (
        finds: "a node with two different labels",
        matters: "The last one wins wherever the node stands, so one of the two texts is shown nowhere.",
        bad: """
        flowchart LR
          A[Primary] --> B
          A[Replica] --> C
        """,
        good: """
        flowchart LR
          A[Primary] --> B
          A --> C
        """
      )
    case .commentAsNode:
      (
        finds: "a bare `%%` that becomes a node",
        matters: """
        A comment needs a character behind the signs; without one the diagram shows a box with \
        percent signs.
        """,
        bad: """
        flowchart LR
          A --> B
          %%
        """,
        good: """
        flowchart LR
          A --> B
          %% a remark
        """
      )
    case .textCut:
      (
        finds: "a text that is cut at a number sign",
        matters: "`#` begins the name of a character, and what cannot be one is dropped without a word.",
        bad: """
        sequenceDiagram
          A->>B: ticket #42
        """,
        good: """
        sequenceDiagram
          A->>B: ticket 42
        """
      )
    case .timelineSplit:
      (
        finds: "a colon that cuts an event of a timeline in two",
        matters: "The name of a figure and the figure become two events, each without sense.",
        bad: """
        timeline
          2024 : p99: 50 ms
        """,
        good: """
        timeline
          2024 : p99#58; 50 ms
        """
      )
    case .duplicateEntry:
      (
        finds: "an entry that an earlier one has made already",
        matters: "Only one of the two is drawn, or both under one name.",
        bad: """
        pie
          "Web" : 70
          "Web" : 30
        """,
        good: """
        pie
          "Web" : 70
          "App" : 30
        """
      )
    case .unusableID:
      (
        finds: "a name that nothing can refer to",
        matters: "The participant stands there alone; messages go to another one that looks the same.",
        bad: """
        sequenceDiagram
          participant order-
          A->>B: hello
        """,
        good: """
        sequenceDiagram
          participant order
          order->>B: hello
        """
      )
    case .ignoredText:
      (
        finds: "text that mermaid.js reads over",
        matters: "Somebody wrote it, and no reader ever sees it.",
        bad: """
        sequenceDiagram
          participant A
          link A: Dashboard https://grafana.example.org
        """,
        good: """
        sequenceDiagram
          participant A
          link A: Dashboard @ https://grafana.example.org
        """
      )
    case .mermaidLimits: nil
    }
  }
}

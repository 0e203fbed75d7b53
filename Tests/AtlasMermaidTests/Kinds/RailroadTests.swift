import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct RailroadTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.railroad, micro: 0, docs: 0, corpus: 0)
  }

  @Test(arguments: [
    ("", true), ("a = terminal(\"x\");", true), ("a = terminal('x') ;b=special(\"\");", true),
    ("a = terminal(x);", false), ("a = \"x\";", false), ("a = b;", false), ("a = terminal(\"x\")", false),
    ("a = sequence();", false), ("a = sequence(terminal(\"x\"),);", false),
    ("a = optional(terminal(\"x\"), terminal(\"y\"));", false), ("terminal = terminal(\"x\");", false),
    ("terminals = terminal(\"x\");", true), ("titles = terminal(\"x\");", true),
    ("a = terminal(\"x\"); title y", false), ("title y\na = terminal(\"x\");", true),
    ("a = terminal(\"x\"); /* c */", true), ("a = terminal(\"x\"); /* c", false),
    ("a-b = terminal(\"x\");", true),
    ("1 = terminal(\"x\");", false), ("a = oneOrMore(zeroOrMore(choice(terminal(\"x\"))));", true),
    ("a = terminal(\"x\"); # y", false), ("---\nx\n---\na = terminal(\"x\");", true),
  ])
  func functionsAreThoseOfMermaid(_ rules: String, _ isValid: Bool) {
    expect("railroad-beta\n" + rules, isValid)
  }

  @Test(arguments: [
    ("a = \"x\" ;", true), ("a ::= 'x' ;", true), ("a := 'x' ;", false), ("a = ;", false),
    ("a = b c, d | e ;", true),
    ("a = b,, c ;", false), ("a = b | ;", false), ("a = (b ;", false), ("a = (b] ;", false),
    ("a = {b} [c] ;", true),
    ("a = b?*+ ;", true), ("a = ?b? ;", true), ("a = ? ? ;", false), ("a = b ? c ? ;", true),
    ("a = b - c - (d) ;", true),
    ("a = b - ;", false), ("a = b -- c ;", false), ("a = b (* c *) ;", true), ("a = b (* c ;", false),
    ("a = b /* c */ ;", true), ("a = b; a = c;", true), ("a = ?b;c? ;", false), ("a = -b ;", false),
  ])
  func ebnfIsThatOfMermaid(_ rules: String, _ isValid: Bool) {
    expect("railroad-ebnf-beta\n" + rules, isValid)
  }

  @Test(arguments: [
    ("a = \"x\" ;", true), ("a = \"x\" ;\nb = \"y\" ;", true), ("a = \"x\" ; b = \"y\" ;", false),
    ("a = \"x\" ; \nb = \"y\" ;", false), ("a = 'x' ;", false), ("a_b = \"x\" ;", false),
    ("a = %x41-5A.10 ;", true),
    ("a = %x ;", false), ("a = %d10 %B01 ;", true), ("a = *b 1*b *2b 3b 1*2(b) ;", true),
    ("a = 1* 2b ;", false),
    ("a = * ;", false), ("a = [b] / (c) ;", true), ("a = {b} ;", false), ("; c\na = b ;", true),
    ("a = b\n;", true),
    ("a = b | c ;", false),
  ])
  func abnfIsThatOfMermaid(_ rules: String, _ isValid: Bool) {
    expect("railroad-abnf-beta\n" + rules, isValid)
  }

  @Test(arguments: [
    ("A <- 'x' ;", true), ("A = 'x' ;", false), ("A <- &B !C . ;", true), ("A <- !&B ;", false),
    ("A <- B?? ;", false),
    ("A <- (B / C)* ;", true), ("A <- B / ;", false), ("A <- [a-z] ;", false), ("A <- B ; # c", true),
    ("A <- B # c ;\n;", true), ("A <- B | C ;", false), ("A <- ('x' . )+ ;", true), ("A <- & ;", false),
  ])
  func pegIsThatOfMermaid(_ rules: String, _ isValid: Bool) { expect("railroad-peg-beta\n" + rules, isValid) }

  @Test(arguments: [
    ("railroad-beta", true), ("Railroad-Beta", false), ("railroad-betax", false), ("railroad-beta%% x", true),
    ("railroad-beta-x", false), ("RAILROAD-PEG-BETA", false), ("railroad-abnf-beta", true),
    ("railroad-ebnf-beta a = b ;", true), ("railroad-beta(", false),
  ])
  func headersAreThoseOfMermaid(_ code: String, _ isValid: Bool) { expect(code, isValid) }

  @Test func notationsOfTheSameGrammarGiveTheSameRule() {
    let ebnf = rules("railroad-ebnf-beta\na = (\"x\" | b)+ ;")
    let peg = rules("railroad-peg-beta\na <- (\"x\" / b)+ ;")
    let functions = rules("railroad-beta\na = oneOrMore(choice(terminal(\"x\"), nonterminal(\"b\")));")
    #expect(ebnf.count == 1 && ebnf[0].form == .repetition && ebnf[0].minimum == 1)
    #expect(shape(ebnf) == shape(peg))
    #expect(shape(ebnf) == shape(functions))
  }

  @Test func deepNestingIsAFinding() {
    let code = "railroad-ebnf-beta\na = " + String(repeating: "(", count: 5_000)
    #expect(Mermaid.parse(Array(code.utf8)).verdict == .invalid)
  }

  @Test func everyErrorIsReported() {
    let diagram = Mermaid.parse(Array("railroad-ebnf-beta\na = ;\nb = \"x\" ;\nc = (d ;\n".utf8))
    #expect(diagram.findings.count == 2)
    #expect(diagram.mermaidErrorLine == 2)
    #expect(rules("railroad-ebnf-beta\na = ;\nb = \"x\" ;\nc = (d ;\n").count == 1)
  }

  private func expect(_ code: String, _ isValid: Bool) {
    #expect((Mermaid.parse(Array(code.utf8)).verdict == .valid) == isValid)
  }

  private func rules(_ code: String) -> [RailroadExpression] {
    guard case .railroad(let diagram) = Mermaid.parse(Array(code.utf8)).syntax else { return [] }
    return diagram.rules.map(\.definition)
  }

  private func shape(_ expressions: [RailroadExpression]) -> String {
    expressions.map { "\($0.form)(\(shape($0.parts)))" }.joined(separator: ",")
  }
}

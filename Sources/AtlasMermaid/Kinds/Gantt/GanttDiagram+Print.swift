import AtlasCore

/// How a Gantt chart is written: what holds for all of it first, then its sections, then the clicks.
extension GanttDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.header("gantt")
    printer.nested {
      $0.line("title", title)
      $0.line("dateFormat", dateFormat)
      $0.line("axisFormat", axisFormat)
      $0.line("tickInterval", tickInterval)
      $0.line("todayMarker", todayMarker)
      for days in excludes { $0.line("excludes", days) }
      for days in includes { $0.line("includes", days) }
      if endsAreInclusive { $0.line("inclusiveEndDates") }
      $0.line("weekday", weekday)
      $0.line("weekend", weekend)
      $0.print(sections)
      $0.print(clicks)
    }
  }
}

extension GanttDiagram.Section: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line("section", name)
    printer.nested(by: name == nil ? 0 : 1) { $0.print(tasks) }
  }
}

extension GanttDiagram.Task: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write(label)
      $0.write(" :")
      for (index, tag) in tags.enumerated() { $0.write(index == 0 ? tag.rawValue : ", " + tag.rawValue) }
      if !tags.isEmpty { $0.write(", ") }
      let parts = surplus + [id, start, end].compactMap(\.self)
      if parts.count == 1 { $0.writeText(parts[0]) } else { $0.write(parts, separatedBy: ", ") }
    }
  }
}

extension GanttDiagram.Click: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write("click ", ids)
      if let link {
        $0.write(" href")
        $0.writeQuotedNext(link)
      }
      if let callback {
        $0.write(" call ", callback)
        $0.write("(")
        if let arguments { $0.write(arguments) }
        $0.write(")")
      }
    }
  }
}

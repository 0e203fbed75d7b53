/// A binary heap: nothing stands before what is at half its place.
struct MinimumHeap<Element: Comparable> {
  private var elements: [Element] = []

  var count: Int { elements.count }

  mutating func push(_ element: Element) {
    elements.append(element)
    var place = elements.count - 1
    while place > 0, elements[place] < elements[(place - 1) / 2] {
      elements.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  /// The least of all; nil where there is none.
  mutating func pop() -> Element? {
    guard !elements.isEmpty else { return nil }
    elements.swapAt(0, elements.count - 1)
    let first = elements.removeLast()
    var place = 0
    while 2 * place + 1 < elements.count {
      let left = 2 * place + 1
      let child = left + 1 < elements.count && elements[left + 1] < elements[left] ? left + 1 : left
      guard elements[child] < elements[place] else { break }
      elements.swapAt(place, child)
      place = child
    }
    return first
  }
}

extension MinimumHeap: Sendable where Element: Sendable {}

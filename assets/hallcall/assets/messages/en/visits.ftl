# The command line: what is done for a visitor

cli-help-recall-me = Let a visitor back into the line whose number was passed. Exit code 0 they wait, 1 refused, 2 it cannot be done.
cli-help-defer = Let others go before a waiting number, once. Exit code 0 they wait, 1 refused, 2 it cannot be done.
cli-help-change = Change the item of a number that was taken for the wrong one; it waits where the right item does.
cli-help-package = Show a package: its items in the order in which they can be done, and everything to bring, each once. Exit code 0 all are open now, 1 not all, 2 there is no such package.

visits-option-number = the number on the slip
visits-option-by = how many others to let go first
visits-option-item = code of the right item
visits-option-reason = why; kept in the log
visits-option-package = code of the package
visits-option-without = also leave out this item; may repeat

visits-back = { $number } is back in line, { $ahead } before it.
visits-waits = { $number } waits in line already, { $ahead } before it.
visits-deferred = { $number } lets others go first: { $ahead } before it now.
visits-changed = { $number } now waits for the right item, { $ahead } before it.
visits-stay = { $place }. Floor { $floor }, Zone { $zone }: { $items }

package-title = { $code }  { $name }
package-item = { $place }. { $code }  { $name }
package-conditional =    only: { $conditions }
package-closed =    closed now
package-materials = To bring, { $count } in all:
package-unknown = There is no package with the code { $code }.

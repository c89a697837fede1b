# 命令行：替群众办的事

cli-help-recall-me = 让过号的群众重新排队。退出码 0 已在排队，1 被拒绝，2 无法执行。
cli-help-defer = 让等候中的号码延后（一次）。退出码 0 已在排队，1 被拒绝，2 无法执行。
cli-help-change = 取错事项的号码改到正确的事项，到该事项的队列等候。
cli-help-package = 显示“一件事”：按先后顺序列出事项，材料合并去重。退出码 0 现在都可以办，1 有的不能，2 没有这个一件事。

visits-option-number = 小票上的号码
visits-option-by = 延后几位
visits-option-item = 正确事项的编码
visits-option-reason = 原因，会记入日志
visits-option-package = “一件事”的编码
visits-option-without = 不办这个事项，可以多次使用

visits-back = { $number } 已重新排队，前面 { $ahead } 人。
visits-waits = { $number } 已在排队，前面 { $ahead } 人。
visits-deferred = { $number } 已延后，现在前面 { $ahead } 人。
visits-changed = { $number } 已改事项，现在前面 { $ahead } 人。
visits-stay = { $place }. { $floor } 层 { $zone } 区：{ $items }

package-title = { $code }  { $name }
package-item = { $place }. { $code }  { $name }
package-conditional =    视情况：{ $conditions }
package-closed =    现在不办理
package-materials = 需要带的材料，共 { $count } 种：
package-unknown = 没有编码为 { $code } 的一件事。

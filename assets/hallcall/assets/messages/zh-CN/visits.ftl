# 命令行：替群众办的事

cli-help-recall-me = 让过号的群众重新排队。退出码 0 已在排队，1 被拒绝，2 无法执行。
cli-help-defer = 让等候中的号码延后（一次）。退出码 0 已在排队，1 被拒绝，2 无法执行。
cli-help-change = 取错事项的号码改到正确的事项，到该事项的队列等候。

visits-option-number = 小票上的号码
visits-option-by = 延后几位
visits-option-item = 正确事项的编码
visits-option-reason = 原因，会记入日志

visits-back = { $number } 已重新排队，前面 { $ahead } 人。
visits-waits = { $number } 已在排队，前面 { $ahead } 人。
visits-deferred = { $number } 已延后，现在前面 { $ahead } 人。
visits-changed = { $number } 已改事项，现在前面 { $ahead } 人。

# 命令行：替群众办的事

cli-help-recall-me = 让过号的群众重新排队。退出码 0 已在排队，1 被拒绝，2 无法执行。

visits-option-number = 小票上的号码

visits-back = { $number } 已重新排队，前面 { $ahead } 人。
visits-waits = { $number } 已在排队，前面 { $ahead } 人。

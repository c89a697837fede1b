# 控制玻璃和窗口屏的板卡
device-reason-no-lease = 控制板不能自动断开，玻璃保持私密：请换用带定时的控制板
error-glass-no-room = 本机没有接入这块玻璃。
finding-machine-board = 控制板参数有误：{ $problem }

finding-section-glass = 玻璃房间
cli-help-glass = 按大厅规则控制智能玻璃
cli-option-glass = 本机名称：所控房间之一，与配对时相同（角色 display）
glass-now-private = { $room }：私密（{ $why }）
glass-now-clear = { $room }：透明（{ $why }）
glass-why-emergency = 紧急情况
glass-why-unheard = 未收到服务器消息
glass-why-visitor = 正在办理业务
glass-why-no-calendar = 开放时间不明
glass-why-open = 开放时间
glass-why-closed = 非开放时间
glass-no-board = 本机文件中没有智能玻璃。
cli-help-emergency-off = 解除紧急状态，大厅恢复服务
cli-help-emergency-on = 启动紧急疏散
emergency-option-end-reason = 解除原因
emergency-option-reason = 发生了什么（可不填）
emergency-is-off = 紧急状态已解除，号码全部保留。
emergency-is-on = 已进入紧急状态：玻璃转为约定状态，号码全部保留。

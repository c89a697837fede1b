# 服务器命令
cli-help-server = 运行大厅服务器，或管理它的设备和人员
cli-help-server-pair = 生成一次性配对码
cli-help-server-add-clerk = 添加窗口人员，或重设姓名和密码
cli-help-notify = 给群众的短信
cli-help-notify-log = 列出最近的短信
cli-help-purge = 删除到期的手机号和旧记录

cli-option-server-data = 数据文件夹，默认取环境变量 HALLCALL_DATA
cli-option-server-hall = 大厅文件夹，或示例大厅的名字
cli-option-server-host = 监听地址
cli-option-server-port = 监听端口，0 表示任选
cli-option-server-clock-offset = 时钟前移的秒数，仅用于演示
cli-option-server-notices = 短信去处：file 或 console
cli-option-server-verbose = 输出更多日志
cli-option-server-role = kiosk、display、counter、guide 或 admin
cli-option-server-device = 设备名，如 K1、W1、C12
cli-option-server-clerk = 工号
cli-option-server-clerk-name = 姓名
cli-option-server-password-file = 从文件读取密码
cli-option-notify-most = 最多列出的条数
cli-option-purge-now = 以哪个时刻为准，如 +31d

server-address-failed = 无法监听 { $host }:{ $port }（{ $problem }）。请换一个端口或检查地址。
server-in-use = 数据文件夹 { $data } 正被另一个服务器使用。
server-pairing-code = 配对码 { $code }，用于 { $device }，{ $until } 前有效，只能用一次。
server-password-ask = 密码：
server-password-again = 再输一次：
server-passwords-differ = 两次输入的密码不一样。
server-clerk-added = 已保存窗口人员 { $clerk } { $name }。
server-purged = 已删除：手机号 { $phones } 个，短信号码 { $notices } 个，旧应答 { $answers } 条。

finding-host-all-addresses = 不能监听所有地址。请写出本机在大厅网络里的地址。
